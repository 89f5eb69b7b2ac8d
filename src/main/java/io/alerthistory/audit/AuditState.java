package io.alerthistory.audit;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The ends of the log at one moment.
 *
 * @param head the head row; null when there is none
 * @param newestSeq the highest number of a row; 0 when there is no row
 * @param checkpoints the oldest first, at most {@link #MAX_CHECKPOINTS}
 */
public record AuditState(@Nullable AuditHead head, long newestSeq, List<AuditCheckpoint> checkpoints) {

    /** The checkpoints of 100 years of 12 months. */
    public static final int MAX_CHECKPOINTS = 1_200;

    public AuditState {
        checkpoints = List.copyOf(checkpoints);
    }

    /** The newest checkpoint; null when nothing was pruned. */
    public @Nullable AuditCheckpoint newestCheckpoint() {
        return checkpoints.isEmpty() ? null : checkpoints.get(checkpoints.size() - 1);
    }
}
