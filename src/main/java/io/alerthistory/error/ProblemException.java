package io.alerthistory.error;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * A request that cannot be served, with the code of the reason. It is expected, so it has no stack trace and is not
 * logged as a failure.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient List<FieldError> errors;

    public ProblemException(ErrorCode code, String detail) {
        this(code, detail, List.of(), null);
    }

    /**
     * Makes a problem with a cause.
     *
     * @param cause only for the log; the client does not see it
     */
    public ProblemException(ErrorCode code, String detail, Throwable cause) {
        this(code, detail, List.of(), cause);
    }

    private ProblemException(ErrorCode code, String detail, List<FieldError> errors, @Nullable Throwable cause) {
        super(detail, cause, false, false);
        this.code = code;
        this.errors = errors;
    }

    public static ProblemException invalidFields(List<FieldError> errors) {
        return new ProblemException(ErrorCode.INVALID_FIELD, sentence(errors), List.copyOf(errors), null);
    }

    public static ProblemException invalidField(String pointer, String message) {
        return invalidFields(List.of(FieldError.field(pointer, message)));
    }

    /**
     * The problem of a request some alerts of which are invalid; the others are stored.
     *
     * @param errors the first ones
     * @param count the number of invalid alerts
     */
    public static ProblemException invalidAlerts(List<FieldError> errors, int count) {
        return new ProblemException(ErrorCode.INVALID_ALERTS,
                count + (count == 1 ? " alert is" : " alerts are") + " invalid, all others are stored: " + sentence(errors),
                List.copyOf(errors), null);
    }

    public static ProblemException invalidParameters(List<FieldError> errors) {
        return new ProblemException(ErrorCode.INVALID_PARAMETER, sentence(errors), List.copyOf(errors), null);
    }

    /** The same problem for a body that is a single value where an array is also accepted. */
    public ProblemException ofSingleValue() {
        List<FieldError> single = errors.stream().map(FieldError::ofSingleValue).toList();
        return single.equals(errors) ? this : new ProblemException(code, sentence(single), single, getCause());
    }

    /** Whether a failure is a problem with a code. */
    public static boolean has(Throwable failure, ErrorCode code) {
        return failure instanceof ProblemException problem && problem.code() == code;
    }

    public ErrorCode code() {
        return code;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }

    public List<FieldError> errors() {
        return errors;
    }

    private static String sentence(List<FieldError> errors) {
        return errors.stream().map(FieldError::readable).collect(Collectors.joining("; "));
    }
}
