package io.alerthistory.erasure;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

import org.jspecify.annotations.Nullable;

/**
 * The body of a POST of an erasure.
 *
 * @param dryRun whether to count only; default false
 */
public record EraseRequest(@NotNull @Valid EraseMatch match, @NotNull EraseMode mode, @Nullable Boolean dryRun) {

    boolean countsOnly() {
        return Boolean.TRUE.equals(dryRun);
    }
}
