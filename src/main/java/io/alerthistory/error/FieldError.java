package io.alerthistory.error;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One invalid field or parameter of a request.
 *
 * @param pointer its place in the body, as a JSON Pointer (RFC 6901); null for a parameter
 * @param parameter the parameter's name; null for a field
 * @param code the kind of error
 * @param message what to change
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record FieldError(@Nullable String pointer, @Nullable String parameter, String code, String message) {

    public static FieldError field(String pointer, String message) {
        return new FieldError(pointer, null, ErrorCode.INVALID_FIELD.code(), message);
    }

    public static FieldError parameter(String parameter, String message) {
        return new FieldError(null, parameter, ErrorCode.INVALID_PARAMETER.code(), message);
    }

    public FieldError below(String parent) {
        return new FieldError(parent + pointer, parameter, code, message);
    }

    /** The same error for a value that was sent alone where an array is also accepted: its pointer has no index. */
    FieldError ofSingleValue() {
        return pointer == null || !pointer.startsWith("/0/") ? this
                : new FieldError(pointer.substring(2), parameter, code, message);
    }

    public String readable() {
        String name = parameter != null ? parameter : pointer == null || pointer.isEmpty() ? "body" : pointer.substring(1);
        return name + " " + message;
    }
}
