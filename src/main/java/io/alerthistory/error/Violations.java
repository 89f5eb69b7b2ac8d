package io.alerthistory.error;

import java.util.Collection;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;

/** Says in a client's words what Bean Validation found. */
public final class Violations {

    private Violations() {
    }

    /** The problem of all broken fields, or of all broken parameters when there are no others. */
    public static ProblemException explain(Collection<? extends ConstraintViolation<?>> violations) {
        List<FieldError> errors = violations.stream().map(Violations::fieldError)
                .sorted(Comparator.comparing(FieldError::readable)).toList();
        boolean parameters = errors.stream().allMatch(error -> error.parameter() != null);
        return parameters ? ProblemException.invalidParameters(errors) : ProblemException.invalidFields(errors);
    }

    /**
     * A violation's path is method.argument.field[index]…: the client knows the argument only when it is a parameter. Of a
     * record that no method takes, it is the fields alone.
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
