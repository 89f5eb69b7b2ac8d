package io.alerthistory.queue;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * The body of a claim.
 *
 * @param podId the worker that claims
 * @param maxInProgress nothing is claimed while this number of claimed sessions, of all workers, is in progress; absent
 *        for no limit
 */
public record ClaimRequest(@NotNull @Size(min = 1, max = 255) String podId, @Nullable @Positive Integer maxInProgress) {
}
