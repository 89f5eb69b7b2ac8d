package io.alerthistory.access;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.PositiveOrZero;

import org.jspecify.annotations.Nullable;

/**
 * How a key gets another secret.
 *
 * @param graceSeconds how long the present secret stays valid; null for an hour
 */
public record RotateAccessKey(@PositiveOrZero @Max(MAX_GRACE_SECONDS) @Nullable Long graceSeconds) {

    /** 30 days. */
    static final long MAX_GRACE_SECONDS = 2_592_000;

    private static final long DEFAULT_GRACE_SECONDS = 3600;

    long seconds() {
        return graceSeconds == null ? DEFAULT_GRACE_SECONDS : graceSeconds;
    }
}
