package io.alerthistory.audit.chain;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditCheckpoint;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditState;
import io.alerthistory.json.JsonText;

/**
 * How far a walk along the log has come.
 *
 * @param state the ends of the log when the walk began
 * @param last the row that was walked last, or what the first row follows
 * @param rows how many were walked
 * @param isFromStart whether the walk leaves no row out, so that it can ask for what tells of a pruning
 * @param isPruningTold whether a row told of the newest checkpoint
 * @param broken the first thing that is wrong; null when nothing was found
 */
record Chain(AuditState state, AuditHead last, long rows, boolean isFromStart, boolean isPruningTold, @Nullable Break broken) {

    /** @param seq the first row that is missing, or is not as it was written */
    record Break(long seq, String reason) {
    }

    /** The beginning of the whole log. */
    static Chain ofAll(AuditState state) {
        AuditCheckpoint newest = state.newestCheckpoint();
        AuditHead last = newest == null ? AuditHead.START : new AuditHead(newest.lastSeq(), newest.lastHash());
        return new Chain(state, last, 0, true, newest == null, gapIn(state.checkpoints()));
    }

    /** A walk that begins after a row, which it takes as it is. */
    static Chain after(AuditState state, AuditHead row) {
        return new Chain(state, row, 0, false, true, null);
    }

    /** A walk that cannot begin, because the row before is not there. */
    static Chain missing(AuditState state, long seq) {
        return new Chain(state, new AuditHead(seq, ""), 0, false, true, new Break(seq, "row " + seq + " is missing"));
    }

    boolean isSound() {
        return broken == null;
    }

    /** The number of the last row to walk to: what comes later is not of the moment that the state tells of. */
    long end() {
        AuditHead head = state.head();
        return head == null ? 0 : head.seq();
    }

    /** The walk with the next row. */
    Chain next(AuditRow row) {
        if (row.seq() != last.seq() + 1) {
            return broken(last.seq() + 1, "row " + (last.seq() + 1) + " is missing: the next one is " + row.seq());
        }
        if (!row.expectedHash(last.hash()).equals(row.hash())) {
            AuditCheckpoint newest = state.newestCheckpoint();
            return broken(row.seq(), newest != null && newest.lastSeq() == last.seq()
                    ? "row " + row.seq() + " does not continue the checkpoint of rows " + newest.firstSeq() + " to "
                            + newest.lastSeq() + ": the checkpoint was forged, or the row was changed"
                    : "the hash of row " + row.seq() + " does not belong to its columns and the row before it");
        }
        return checkedPruning(row, new Chain(state, row.head(), rows + 1, isFromStart, isPruningTold, null));
    }

    /** What the walk found, when there are no more rows. */
    Chain ended() {
        AuditHead head = state.head();
        if (!isSound()) {
            return this;
        }
        if (head == null) {
            return state.newestSeq() == 0 && state.checkpoints().isEmpty() ? this
                    : broken(last.seq() + 1, "the head row is missing");
        }
        if (last.seq() < head.seq()) {
            return broken(last.seq() + 1, "the log ends with row " + last.seq() + ", but its head is row " + head.seq());
        }
        if (state.newestSeq() > head.seq()) {
            return broken(head.seq() + 1, "row " + (head.seq() + 1) + " comes after the head, which is row " + head.seq());
        }
        if (!last.equals(head)) {
            return broken(head.seq(), "the head row has another hash than row " + head.seq());
        }
        return withPruningTold();
    }

    private Chain withPruningTold() {
        AuditCheckpoint newest = state.newestCheckpoint();
        return newest == null || isPruningTold || !isFromStart ? this
                : broken(newest.firstSeq(), "the checkpoint of rows " + newest.firstSeq() + " to " + newest.lastSeq()
                        + " was forged: no row tells of their pruning");
    }

    /** A row that tells of a pruning has the checkpoint in its details. */
    private Chain checkedPruning(AuditRow row, Chain walked) {
        if (!row.action().equals(AuditAction.AUDIT_PRUNE.jsonName())) {
            return walked;
        }
        JsonNode details = new JsonText(row.details()).tree();
        AuditCheckpoint told = new AuditCheckpoint(details.path(AuditCheckpoint.FIRST).asLong(),
                details.path(AuditCheckpoint.LAST).asLong(), details.path(AuditCheckpoint.HASH).asText());
        if (!state.checkpoints().contains(told)) {
            return broken(told.firstSeq(), "the checkpoint of rows " + told.firstSeq() + " to " + told.lastSeq()
                    + " is missing or was changed: row " + row.seq() + " tells of another one");
        }
        return new Chain(state, walked.last, walked.rows, isFromStart, isPruningTold || told.equals(state.newestCheckpoint()),
                null);
    }

    private static @Nullable Break gapIn(List<AuditCheckpoint> checkpoints) {
        long next = 1;
        for (AuditCheckpoint checkpoint : checkpoints) {
            if (checkpoint.firstSeq() != next || checkpoint.lastSeq() < checkpoint.firstSeq()) {
                return new Break(next, "no checkpoint covers row " + next + ": the next one covers rows "
                        + checkpoint.firstSeq() + " to " + checkpoint.lastSeq());
            }
            next = checkpoint.lastSeq() + 1;
        }
        return null;
    }

    private Chain broken(long seq, String reason) {
        return new Chain(state, last, rows, isFromStart, isPruningTold, new Break(seq, reason));
    }
}
