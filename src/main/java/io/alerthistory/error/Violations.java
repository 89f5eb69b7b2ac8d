package io.alerthistory.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** Explains violations of Bean Validation to a client. */
public final class Violations {

    private Violations() {
    }

    /** Makes the problem of all invalid fields, or of all invalid parameters when no field is invalid. */
    public static ProblemException explain(Collection<? extends ConstraintViolation<?>> violations) {
        List<FieldError> errors = violations.stream().map(Violations::fieldError)
                .sorted(Comparator.comparing(FieldError::readable)).toList();
        boolean parameters = errors.stream().allMatch(error -> error.parameter() != null);
        return parameters ? ProblemException.invalidParameters(errors) : ProblemException.invalidFields(errors);
    }

    /**
     * The path of a violation is method.argument.field[index]…. The client knows the argument only when it is a
     * parameter. For a record that is no method argument, the path consists of fields only.
     */
    private static FieldError fieldError(ConstraintViolation<?> violation) {
        StringBuilder pointer = new StringBuilder();
        String argument = "";
        for (Iterator<Path.Node> nodes = violation.getPropertyPath().iterator(); nodes.hasNext();) {
            Path.Node node = nodes.next();
            if (node.getIndex() != null) {
                pointer.append('/').append(node.getIndex());
            }
            if (node.getKind() == ElementKind.PROPERTY) {
                pointer.append('/').append(snakeCase(node.getName()));
            } else if (node.getKind() == ElementKind.PARAMETER) {
                argument = snakeCase(node.getName());
            }
        }
        return pointer.isEmpty() && !argument.equals("body") ? FieldError.parameter(argument, violation.getMessage())
                : FieldError.field(pointer.toString(), violation.getMessage());
    }

    private static String snakeCase(String name) {
        return PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(name);
    }
}
