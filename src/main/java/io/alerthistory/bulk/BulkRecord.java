package io.alerthistory.bulk;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;

/** A valid line, and the row to be stored for it. */
public sealed interface BulkRecord {

    /** The number of the line in the upload, from 1. */
    long line();

    /** A session to be created. */
    record OfSession(long line, AlertSession session) implements BulkRecord {
    }

    /** A stage to be created. */
    record OfStage(long line, StageExecution stage) implements BulkRecord {
    }

    /**
     * An interaction to be appended.
     *
     * @param timed whether the client sent a timestamp
     */
    record OfInteraction(long line, Interaction interaction, boolean timed) implements BulkRecord {
    }
}
