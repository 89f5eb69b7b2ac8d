package io.alerthistory.error;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidDefinitionException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;

import io.alerthistory.json.InvalidValueException;
import io.alerthistory.json.JsonName;
import io.alerthistory.json.TooManyElementsException;
import io.alerthistory.json.UnknownMembers;

/**
 * Explains Jackson's exceptions to a client. Jackson's own messages name classes, so only messages of this service are
 * passed on.
 */
public final class JsonErrors {

    private JsonErrors() {
    }

    /** Explains a body, or a record in it, that is not JSON or has an invalid field. */
    public static ProblemException explain(JsonProcessingException e) {
        if (e.getCause() instanceof ProblemException problem && problem.errors().isEmpty()) {
            return problem; // thrown while the body was read: it is too large
        }
        if (e instanceof StreamConstraintsException || e.getCause() instanceof StreamConstraintsException) {
            return ProblemException
                    .invalidFields(List.of(FieldError.field(e instanceof JsonMappingException m ? pointer(m) : "",
                            "exceeds a limit: a member name may have 50,000 characters, a number 1,000 digits, and values 1,000 levels of nesting")));
        }
        if (e instanceof JsonMappingException many && e.getCause() instanceof TooManyElementsException) {
            List<JsonMappingException.Reference> path = many.getPath();
            return ProblemException.invalidField(pointer(path.subList(0, path.size() - 1)),
                    "must have at most 20,000 elements");
        }
        if (e instanceof InvalidDefinitionException duplicate) {
            return ProblemException.invalidField(pointer(duplicate), "must not be sent twice");
        }
        if (e instanceof UnrecognizedPropertyException unknown) {
            UnknownMembers place = unknown.getReferringClass().getAnnotation(UnknownMembers.class);
            return ProblemException.invalidField(pointer(unknown),
                    place == null ? "is unknown or cannot be changed here" : "is unknown: " + place.value());
        }
        if (e instanceof ValueInstantiationException made && made.getCause() instanceof ProblemException problem) {
            return ProblemException.invalidFields(problem.errors().stream().map(error -> error.below(pointer(made))).toList());
        }
        if (e instanceof InputCoercionException || e.getCause() instanceof InputCoercionException) {
            return ProblemException.invalidField(e instanceof JsonMappingException m ? pointer(m) : "",
                    "must be an integer of at most 64 bits");
        }
        if (e instanceof MismatchedInputException mismatch && !afterTheEnd(mismatch)) {
            return ProblemException.invalidField(pointer(mismatch), expectation(mismatch));
        }
        return new ProblemException(ErrorCode.INVALID_JSON, "The body is not valid JSON" + place(e));
    }

    /**
     * The problem of bytes that are not UTF-8.
     *
     * @param what body or line
     */
    public static ProblemException notText(String what) {
        return new ProblemException(ErrorCode.INVALID_JSON, "The " + what + " must be encoded in UTF-8 (RFC 8259, 8.1)");
    }

    /** Whether the service itself has no mapping of a type. Jackson throws the same exception for a duplicate field. */
    public static boolean isOurs(JsonProcessingException e) {
        return e instanceof InvalidDefinitionException
                && !String.valueOf(e.getOriginalMessage()).contains(" creator property ");
    }

    /** Whether the body continues after the value, which Jackson reports like a wrong type. */
    private static boolean afterTheEnd(MismatchedInputException e) {
        return String.valueOf(e.getOriginalMessage()).startsWith("Trailing token");
    }

    private static String expectation(MismatchedInputException e) {
        if (e instanceof InvalidValueException) {
            return e.getOriginalMessage();
        }
        Class<?> type = e.getTargetType();
        if (type == null) {
            return "has the wrong type";
        }
        if (type.isEnum()) {
            return "must be one of " + Arrays.stream(type.getEnumConstants())
                    .map(value -> value instanceof JsonName name ? name.jsonName() : String.valueOf(value))
                    .collect(Collectors.joining(", "));
        }
        if (e instanceof InvalidFormatException || type.isPrimitive() || Number.class.isAssignableFrom(type)
                || type == Boolean.class) {
            return type == boolean.class || type == Boolean.class ? "must be true or false"
                    : type == double.class || type == Double.class ? "must be a number"
                            : "must be an integer" + (type == long.class || type == Long.class ? "" : " of 32 bits");
        }
        return java.util.Collection.class.isAssignableFrom(type) ? "must be an array" : "must be an object";
    }

    /** The path to the error as a JSON Pointer (RFC 6901). */
    private static String pointer(JsonMappingException e) {
        return pointer(e.getPath());
    }

    private static String pointer(List<JsonMappingException.Reference> path) {
        return path.stream()
                .map(step -> "/" + (step.getFieldName() == null ? String.valueOf(step.getIndex())
                        : JsonPointers.escaped(step.getFieldName())))
                .collect(Collectors.joining());
    }

    private static String place(JsonProcessingException e) {
        return e.getLocation() == null ? ""
                : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
    }
}
