package io.alerthistory.audit;

import java.util.Map;

/**
 * What one pruning took away.
 *
 * @param firstSeq the first pruned row
 * @param lastSeq the last pruned row
 * @param lastHash the hash of the last pruned row, which the next row continues
 */
public record AuditCheckpoint(long firstSeq, long lastSeq, String lastHash) {

    /** The names of {@link #details()}. */
    public static final String FIRST = "first_seq";
    public static final String LAST = "last_seq";
    public static final String HASH = "last_hash";

    /** The details of the entry that tells of the pruning. */
    public Map<String, Object> details() {
        return Map.of(FIRST, firstSeq, LAST, lastSeq, HASH, lastHash);
    }
}
