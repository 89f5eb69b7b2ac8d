package io.alerthistory.bulk;

import java.util.List;

import io.smallrye.mutiny.Uni;

/** Where the lines of an upload come from. */
public interface BulkInput {

    /**
     * Reads as much as makes a batch.
     *
     * @return the next lines; empty at the end; fails when the rest will not come
     */
    Uni<List<Line>> next();

    /** Gives up the rest: once the answer has ended, so does the connection. */
    Uni<Void> abandon();
}
