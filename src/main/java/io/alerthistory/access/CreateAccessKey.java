package io.alerthistory.access;

import java.util.List;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.alerthistory.request.Role;
import io.alerthistory.time.Micros;

/**
 * A key to be made.
 *
 * @param name of the client that gets it; the author of what the client does
 * @param expiresAtUs null for never
 */
public record CreateAccessKey(@NotBlank @Size(max = CreateAccessKey.MAX_NAME) String name,
        @JsonFormat(without = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @NotEmpty @Size(max = 5) List<@NotNull Role> roles,
        @Positive @Max(Micros.MAX) @Nullable Long expiresAtUs) {

    /** In characters; the same limit as for an author. */
    static final int MAX_NAME = 255;
}
