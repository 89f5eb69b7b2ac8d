package io.alerthistory.episode.read;

import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * The body of an acknowledgement.
 *
 * @param comment what the others should know
 */
public record AcknowledgeRequest(@Nullable @Size(max = AcknowledgeRequest.MAX_COMMENT) String comment) {

    static final int MAX_COMMENT = 1_000;
}
