package io.alerthistory.error;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * The body of every error response (RFC 9457).
 *
 * @param type a stable URI of the kind of problem
 * @param title the kind of problem in words
 * @param status the HTTP status
 * @param detail one sentence about this request
 * @param instance the request's path
 * @param errors all invalid fields or parameters; absent for other problems
 */
public record Problem(String type, String title, int status, String detail, String instance,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable List<FieldError> errors) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /**
     * Makes the body of a problem.
     *
     * @param instance the request's path
     */
    public static Problem of(ProblemException e, String instance) {
        return of(e.code(), e.detail(), instance, e.errors());
    }

    private static Problem of(ErrorCode code, String detail, String instance, List<FieldError> errors) {
        return new Problem(code.type(), code.title(), code.status(), detail, instance, errors.isEmpty() ? null : errors);
    }
}
