package io.alerthistory.interaction;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * The part of a stored interaction that a repeat is compared with; the payload itself may have megabytes.
 *
 * @param timestampUs as stored, microseconds since the epoch
 * @param digest of the content; see {@link Interaction#digest}
 */
public record ExistingInteraction(InteractionKind kind, String id, String sessionId, long timestampUs, String digest) {

    public static ExistingInteraction of(Interaction interaction) {
        return new ExistingInteraction(interaction.kind(), interaction.id(), interaction.sessionId(), interaction.timestampUs(),
                interaction.digest());
    }

    /**
     * Checks that an interaction is a repeat of this one.
     *
     * @param timed whether the client sent a timestamp
     * @throws ProblemException 409 when the content differs
     */
    public void requireRepeat(Interaction sent, boolean timed) {
        if ((timed && timestampUs != sent.timestampUs()) || !digest.equals(sent.digest())) {
            throw new ProblemException(ErrorCode.CONFLICT, "The interaction " + id + " was recorded with other content");
        }
    }
}
