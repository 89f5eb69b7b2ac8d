package io.alerthistory.bulk;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.StageExecution;

/** A line that is valid by itself, and what is to be stored of it. */
public sealed interface BulkRecord {

    /** Its place among all lines of the upload, from 1. */
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
     * @param timed whether the client gave the timestamp
     */
    record OfInteraction(long line, Interaction interaction, boolean timed) implements BulkRecord {
    }
}
