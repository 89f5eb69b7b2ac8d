package io.alerthistory.bulk;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** The source of an upload's lines. */
public interface BulkInput {

    /**
     * Reads the lines of the next batch.
     *
     * @return the lines; empty at the end; fails when the upload was interrupted
     */
    Uni<List<Line>> next();

    /** Discards the rest of the upload. The connection closes when the response has ended. */
    Uni<Void> abandon();
}
