package io.alerthistory.interaction;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * What a repeat of an interaction is held against: as much as is needed of one that may have megabytes.
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
     * Holds a repeat against this.
     *
     * @param timed whether the client gave the repeat its timestamp
     * @throws ProblemException 409 when they are not the same
     */
    public void requireRepeat(Interaction sent, boolean timed) {
        if ((timed && timestampUs != sent.timestampUs()) || !digest.equals(sent.digest())) {
            throw new ProblemException(ErrorCode.CONFLICT, "The interaction " + id + " was recorded with other content");
        }
    }
}
