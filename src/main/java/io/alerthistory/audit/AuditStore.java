package io.alerthistory.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * The port of the audit log. Every method is one transaction. Entries of other ports' methods are written in the transactions
 * of
 * those.
 */
public interface AuditStore {

    /** Appends an entry. The rows of all replicas make one chain. */
    Uni<AuditRow> append(AuditEntry entry);

    /**
     * Finds the newest rows.
     *
     * @param beforeSeq only rows with a lower number
     */
    Uni<List<AuditRow>> newest(AuditFilter filter, long beforeSeq, int max);

    /** Reads rows in the order of their numbers, both of which are included. */
    Uni<List<AuditRow>> rows(long fromSeq, long toSeq, int max);

    /** Whether the schema has the log, which older ones have not. */
    Uni<Boolean> exists();

    /** Reads the ends of the log. */
    Uni<AuditState> state();

    /**
     * Deletes the rows before the first one that is not older than a time, and leaves a checkpoint.
     *
     * @param beforeUs the beginning of a month (UTC) that is not in the future, microseconds since the epoch
     * @param entry is written with the checkpoint as its details
     * @return the checkpoint; null when there was nothing to delete
     */
    Uni<@Nullable AuditCheckpoint> prune(long beforeUs, AuditEntry entry);
}
