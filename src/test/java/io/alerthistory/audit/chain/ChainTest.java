package io.alerthistory.audit.chain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditCheckpoint;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditState;
import io.alerthistory.request.Caller;

class ChainTest {

    private static AuditRow after(AuditHead head, AuditAction action, Map<String, ?> details) {
        return new AuditEntry(1_700_000_000_000_000L + head.seq(), new Caller("a", Caller.Kind.KEY, Set.of(), "r", "::1"),
                action, "t", AuditOutcome.OK, details).after(head);
    }

    private static List<AuditRow> rows(int count) {
        List<AuditRow> rows = new ArrayList<>();
        AuditHead head = AuditHead.START;
        for (int i = 0; i < count; i++) {
            rows.add(after(head, AuditAction.SESSION_CANCEL, Map.of()));
            head = rows.get(i).head();
        }
        return rows;
    }

    private static AuditReport verify(@Nullable AuditHead head, List<AuditCheckpoint> checkpoints, List<AuditRow> rows) {
        long newest = rows.isEmpty() ? 0 : rows.get(rows.size() - 1).seq();
        Chain chain = Chain.ofAll(new AuditState(head, newest, checkpoints));
        for (AuditRow row : rows) {
            chain = chain.isSound() && row.seq() <= chain.end() ? chain.next(row) : chain;
        }
        return AuditReport.of(chain.ended());
    }

    private static AuditHead headOf(List<AuditRow> rows) {
        return rows.get(rows.size() - 1).head();
    }

    @Test
    void anUntouchedLogVerifies() {
        List<AuditRow> rows = rows(4);

        assertThat(verify(headOf(rows), List.of(), rows)).isEqualTo(new AuditReport(true, 4, 4, null, null));
        assertThat(verify(null, List.of(), List.of())).isEqualTo(new AuditReport(true, 0, 0, null, null));
    }

    @Test
    void everyChangeOfTheListIsFound() {
        List<AuditRow> rows = rows(5);
        AuditHead head = headOf(rows);

        assertThat(verify(head, List.of(), without(rows, 2)).firstBrokenSeq()).isEqualTo(3);
        assertThat(verify(head, List.of(), without(rows, 4)).firstBrokenSeq()).isEqualTo(5);
        assertThat(verify(head, List.of(), List.of()).firstBrokenSeq()).isEqualTo(1);
        assertThat(verify(null, List.of(), rows).reason()).contains("the head row is missing");
        assertThat(verify(rows.get(3).head(), List.of(), rows).reason()).contains("row 5 comes after the head");
        assertThat(verify(new AuditHead(5, "x"), List.of(), rows).reason()).contains("another hash");
    }

    /** Who writes rows anew from one on has a chain that verifies, but for the head. */
    @Test
    void aLogThatWasWrittenAnewHasAnotherHead() {
        List<AuditRow> rows = new ArrayList<>(rows(3));
        AuditHead head = headOf(rows);
        rows.set(2, after(rows.get(1).head(), AuditAction.SESSION_RESUME, Map.of()));

        assertThat(verify(head, List.of(), rows).reason()).contains("the head row has another hash than row 3");
    }

    private static List<AuditRow> without(List<AuditRow> rows, int index) {
        List<AuditRow> left = new ArrayList<>(rows);
        left.remove(index);
        return left;
    }

    @Test
    void aPruningIsToldOfByARow() {
        List<AuditRow> rows = new ArrayList<>(rows(4));
        AuditCheckpoint checkpoint = new AuditCheckpoint(1, 2, rows.get(1).hash());
        AuditRow told = after(headOf(rows), AuditAction.AUDIT_PRUNE, checkpoint.details());
        List<AuditRow> left = new ArrayList<>(rows.subList(2, 4));

        assertThat(verify(headOf(left), List.of(checkpoint), left).reason()).contains("no row tells of their pruning");
        left.add(told);
        assertThat(verify(told.head(), List.of(checkpoint), left)).isEqualTo(new AuditReport(true, 3, 5, null, null));
        assertThat(verify(told.head(), List.of(new AuditCheckpoint(1, 2, "x")), left).reason())
                .contains("row 3 does not continue the checkpoint of rows 1 to 2");
        assertThat(verify(told.head(), List.of(new AuditCheckpoint(2, 2, rows.get(1).hash())), left).reason())
                .contains("no checkpoint covers row 1");
        assertThat(verify(told.head(), List.of(new AuditCheckpoint(1, 1, "x"), new AuditCheckpoint(2, 2, rows.get(1).hash())),
                left).reason()).contains("row 5 tells of another one");
    }
}
