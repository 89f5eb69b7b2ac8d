package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditCheckpoint;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.AuditFilter;
import io.alerthistory.audit.AuditHead;
import io.alerthistory.audit.AuditOutcome;
import io.alerthistory.audit.AuditRow;
import io.alerthistory.audit.AuditStore;
import io.alerthistory.audit.chain.AuditPruning;
import io.alerthistory.audit.chain.AuditReport;
import io.alerthistory.audit.chain.AuditVerification;
import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatStore;
import io.alerthistory.chat.ResponseStage;
import io.alerthistory.request.Caller;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SentPayloads;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.StageStore;
import io.alerthistory.support.AuditTampering;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;

/** The audit log is one chain, written with what it tells; whoever changes it in the database is found out. */
interface AuditStoreContract {

    AuditFilter ALL = new AuditFilter(null, null, null, null, null);

    AuditStore audit();

    AuditVerification verification();

    AuditPruning pruning();

    SessionStore sessions();

    StageStore stages();

    ChatStore chats();

    AccessKeyStore accessKeys();

    /** A connection as the owner of the tables. */
    Connection connect() throws SQLException;

    @BeforeEach
    @AfterEach
    default void empty() throws SQLException {
        try (Connection connection = connect()) {
            AuditTampering.reset(connection);
        }
    }

    private void tamper(String... statements) throws SQLException {
        try (Connection connection = connect()) {
            AuditTampering.run(connection, statements);
        }
    }

    private List<AuditRow> appended(int count) {
        return IntStream.range(0, count).mapToObj(i -> Await.on(() -> audit().append(Samples.entry()))).toList();
    }

    private AuditReport verify() {
        return Await.on(() -> verification().verify(1));
    }

    private void assertBroken(long seq, String reason) {
        assertThat(verify()).satisfies(report -> {
            assertThat(report.ok()).isFalse();
            assertThat(report.firstBrokenSeq()).isEqualTo(seq);
            assertThat(report.reason()).contains(reason);
        });
    }

    @Test
    default void anEntryIsReadAsItWasWritten() {
        AuditEntry entry = Samples.entry();
        AuditEntry bare = new AuditEntry(entry.atUs(), Caller.current(), AuditAction.SERVICE_START, null,
                AuditOutcome.OK, Map.of());

        AuditRow first = Await.on(() -> audit().append(entry));
        AuditRow second = Await.on(() -> audit().append(bare));

        assertThat(first).isEqualTo(entry.after(new AuditHead(first.seq() - 1, previousOf(first))));
        assertThat(Await.on(() -> audit().newest(ALL, Long.MAX_VALUE, 2))).containsExactly(second, first);
        assertThat(Await.on(() -> audit().rows(first.seq(), second.seq(), 9))).containsExactly(first, second);
        assertThat(Await.on(() -> audit().state()).head()).isEqualTo(second.head());
        assertThat(second.target()).isNull();
        assertThat(second.remoteAddr()).isNull();
    }

    private String previousOf(AuditRow row) {
        return Await.on(() -> audit().rows(row.seq() - 1, row.seq() - 1, 1)).stream().findFirst().map(AuditRow::hash)
                .orElse(AuditHead.START.hash());
    }

    @Test
    default void aListHasWhatMatchesTheFilter() {
        AuditRow cancel = Await.on(() -> audit().append(Samples.entry(AuditAction.SESSION_CANCEL)));
        AuditRow resume = Await.on(() -> audit().append(Samples.entry(AuditAction.SESSION_RESUME)));

        assertThat(found(new AuditFilter(cancel.actor(), AuditAction.SESSION_CANCEL, null, null, null)))
                .containsExactly(cancel);
        assertThat(found(new AuditFilter(null, null, resume.target(), null, null))).containsExactly(resume);
        assertThat(found(new AuditFilter(cancel.actor(), null, null, cancel.atUs(), cancel.atUs() + 1)))
                .containsExactly(resume, cancel);
        assertThat(found(new AuditFilter(null, null, resume.target(), cancel.atUs() + 1, null))).isEmpty();
        assertThat(found(new AuditFilter("nobody", null, null, null, null))).isEmpty();
        assertThat(Await.on(() -> audit().newest(ALL, resume.seq(), 1))).containsExactly(cancel);
    }

    private List<AuditRow> found(AuditFilter filter) {
        return Await.on(() -> audit().newest(filter, Long.MAX_VALUE, 10));
    }

    @Test
    default void anActionAndItsEntryAreOneTransaction() throws SQLException {
        AlertSession session = Samples.session();
        session.status = SessionStatus.PENDING;
        AuditEntry submit = Samples.entry(AuditAction.ALERT_SUBMIT);
        AuditEntry cancel = Samples.entry(AuditAction.SESSION_CANCEL);

        Await.on(() -> sessions().submit(session, OptionalInt.empty(), submit));
        Await.on(() -> sessions().submit(session, OptionalInt.of(Integer.MAX_VALUE), submit)); // is there already
        Await.on(() -> stages().<Boolean> changeAll(session.sessionId, List.of(), (locked, all) -> {
            locked.status = SessionStatus.CANCELLED;
            locked.completedAtUs = locked.startedAtUs + 1;
            return true;
        }, cancel));
        assertThatThrownBy(() -> Await.on(() -> stages().<Boolean> changeAll(session.sessionId, List.of(), (locked, all) -> {
            throw new IllegalStateException("refused");
        }, cancel))).hasMessageContaining("refused");
        assertThat(Await.on(() -> stages().<Boolean> changeAll(Samples.id(), List.of(), (locked, all) -> true, cancel)))
                .isNull();

        assertThat(found(new AuditFilter(null, AuditAction.ALERT_SUBMIT, submit.target(), null, null))).hasSize(1);
        assertThat(found(new AuditFilter(null, AuditAction.SESSION_CANCEL, cancel.target(), null, null))).hasSize(1);
        assertThat(verify().ok()).isTrue();
    }

    @Test
    default void aChangeOfAStageIsWrittenWithItsEntry() {
        AlertSession session = Samples.session();
        Await.on(() -> sessions().create(session));
        StageExecution stage = Samples.stage(session.sessionId);
        Await.on(() -> stages().create(stage, StageStoreContract.COUNTING));
        AuditEntry entry = Samples.entry(AuditAction.CHAT_CANCEL);

        Await.on(() -> stages().update(session.sessionId, stage.executionId, SentPayloads.NONE,
                (locked, found) -> found.currentIteration = 7, entry));
        assertThatThrownBy(() -> Await.on(() -> stages().update(session.sessionId, stage.executionId, SentPayloads.NONE,
                (locked, found) -> {
                    throw new IllegalStateException("refused");
                }, entry))).hasMessageContaining("refused");
        assertThat(Await.on(() -> stages().update(session.sessionId, "none", SentPayloads.NONE, (locked, found) -> {
        }, entry))).isNull();

        assertThat(found(new AuditFilter(null, AuditAction.CHAT_CANCEL, entry.target(), null, null))).hasSize(1);
    }

    @Test
    default void aChatAndItsMessagesAreWrittenWithTheirEntries() {
        AlertSession session = Samples.session();
        session.status = SessionStatus.COMPLETED;
        session.completedAtUs = session.startedAtUs + 1;
        Await.on(() -> sessions().create(session));
        Chat chat = new Chat(Samples.id(), session.sessionId, 5, "me", 0);
        ChatMessage message = new ChatMessage(Samples.id(), chat.chatId(), "why?", "me", 6, Samples.id());
        AuditEntry open = Samples.entry(AuditAction.CHAT_OPEN);
        AuditEntry send = Samples.entry(AuditAction.CHAT_MESSAGE);

        Await.together(4, i -> chats().open(chat, open));
        Await.together(4, i -> chats().append(message, ResponseStage.to(message, session.sessionId), send));

        assertThat(found(new AuditFilter(null, AuditAction.CHAT_OPEN, open.target(), null, null))).hasSizeLessThanOrEqualTo(1);
        assertThat(found(new AuditFilter(null, AuditAction.CHAT_MESSAGE, send.target(), null, null))).hasSize(1);
    }

    /** An action of which nothing could be told is not done. */
    @Test
    default void anActionFailsWithItsEntry() throws SQLException {
        AlertSession session = Samples.session();
        appended(1);
        tamper("update audit_head set hash = 'x', seq = seq - 1"); // the next row would have the number of one that is there

        assertThatThrownBy(() -> Await.on(() -> sessions().submit(session, OptionalInt.empty(), Samples.entry()))).isNotNull();
        assertThatThrownBy(() -> Await.on(() -> audit().append(Samples.entry()))).isNotNull();
        AccessKey key = Samples.key(5, null);
        assertThatThrownBy(() -> Await.on(() -> accessKeys().create(key, Samples.entry(AuditAction.KEY_CREATE)))).isNotNull();

        assertThat(Await.on(() -> accessKeys().find(key.id()))).isNull();
        assertThat(Await.on(() -> sessions().update(session.sessionId, stored -> {
        }))).isNull();
    }

    @Test
    default void keysThatAreMadeAndRevokedAtOnceMakeOneChain() {
        Await.together(8, i -> Multi.createFrom().range(0, 10).onItem().transformToUniAndConcatenate(round -> {
            AccessKey key = Samples.key(5, null);
            return accessKeys().create(key, Samples.entry(AuditAction.KEY_CREATE))
                    .chain(() -> accessKeys().revoke(key.id(), 7, Samples.entry(AuditAction.KEY_REVOKE)));
        }).collect().last());

        assertThat(verify().ok()).isTrue();
    }

    @Test
    default void manyAtOnceMakeOneChain() {
        List<List<AuditRow>> rows = Await.together(8, i -> Multi.createFrom().range(0, 50)
                .onItem().transformToUniAndConcatenate(n -> audit().append(Samples.entry())).collect().asList());

        List<Long> numbers = rows.stream().flatMap(List::stream).map(AuditRow::seq).toList();
        assertThat(new HashSet<>(numbers)).hasSize(400);
        assertThat(verify()).satisfies(report -> {
            assertThat(report.ok()).as(String.valueOf(report.reason())).isTrue();
            assertThat(report.rows()).isGreaterThanOrEqualTo(400);
            assertThat(report.headSeq()).isEqualTo(report.rows());
        });
    }

    @Test
    default void theTriggersKeepEveryRow() throws SQLException {
        appended(2);
        List<String> refused = new ArrayList<>(List.of("update audit_log set actor = 'x'", "delete from audit_log",
                "update audit_head set seq = seq + 1", "update audit_head set hash = 'x'", "delete from audit_head",
                "insert into audit_head values (2, 1, 'x')",
                "insert into audit_checkpoints select seq, 1, 'x', 1 from audit_head"));
        try (Connection connection = connect(); Statement statement = connection.createStatement()) {
            if (!connection.getMetaData().getDatabaseProductName().equals("SQLite")) {
                refused.addAll(List.of("truncate audit_log", "truncate audit_head", "truncate audit_checkpoints"));
            }
            assertThat(refused).allSatisfy(sql -> assertThatThrownBy(() -> statement.execute(sql)).as(sql)
                    .isInstanceOf(SQLException.class));
        }
        assertThat(verify().ok()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "at_us = at_us + 1", "actor = 'x'", "actor_kind = 'x'", "action = 'x'", "target = null",
            "target = 'x'", "outcome = 'x'", "request_id = null", "remote_addr = '::1'", "details = '{}'", "hash = 'x'",
            "at_us = 9223372036854775807" })
    default void aChangedColumnIsFound(String change) throws SQLException {
        long seq = appended(5).get(2).seq();

        tamper("update audit_log set " + change + " where seq = " + seq);

        assertBroken(seq, "the hash of row " + seq);
    }

    @Test
    default void aChangedNumberIsFound() throws SQLException {
        List<AuditRow> rows = appended(5);

        tamper("update audit_log set seq = 1000 where seq = " + rows.get(4).seq());

        assertBroken(rows.get(4).seq(), "the log ends with row " + rows.get(3).seq());
    }

    @Test
    default void aDeletedRowIsFound() throws SQLException {
        List<AuditRow> rows = appended(5);

        tamper("delete from audit_log where seq = " + rows.get(2).seq());

        assertBroken(rows.get(2).seq(), "row " + rows.get(2).seq() + " is missing");
    }

    @Test
    default void swappedRowsAreFound() throws SQLException {
        List<AuditRow> rows = appended(5);
        long first = rows.get(1).seq();
        long second = rows.get(2).seq();

        tamper("update audit_log set seq = 0 where seq = " + first, "update audit_log set seq = " + first + " where seq = "
                + second, "update audit_log set seq = " + second + " where seq = 0");

        assertBroken(first, "the hash of row " + first);
    }

    @Test
    default void aCutTailIsFound() throws SQLException {
        List<AuditRow> rows = appended(5);

        tamper("delete from audit_log where seq > " + rows.get(3).seq());

        assertBroken(rows.get(4).seq(), "the log ends with row " + rows.get(3).seq());
    }

    @Test
    default void aTruncatedLogIsFound() throws SQLException {
        appended(5);

        tamper("delete from audit_log");

        assertBroken(1, "the log ends with row 0");
    }

    @Test
    default void aForgedHeadIsFound() throws SQLException {
        List<AuditRow> rows = appended(3);

        tamper("update audit_head set hash = 'x'");
        assertBroken(rows.get(2).seq(), "the head row has another hash");
        tamper("update audit_head set seq = seq - 1");
        assertBroken(rows.get(2).seq(), "comes after the head");
        tamper("delete from audit_head");
        assertBroken(1, "the head row is missing");
    }

    @Test
    default void aWalkMayBeginAtARow() throws SQLException {
        List<AuditRow> rows = appended(5);
        tamper("update audit_log set actor = 'x' where seq = " + rows.get(1).seq());

        assertThat(Await.on(() -> verification().verify(rows.get(2).seq()))).satisfies(report -> {
            assertThat(report.ok()).isTrue();
            assertThat(report.rows()).isEqualTo(3);
        });
        assertThat(Await.on(() -> verification().verify(rows.get(1).seq())).firstBrokenSeq()).isEqualTo(rows.get(1).seq());
        assertThatThrownBy(() -> Await.on(() -> verification().verify(rows.get(4).seq() + 1)))
                .hasMessageContaining("must be the number of a row");
    }

    private static long us(YearMonth month) {
        return Micros.of(month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static AuditEntry at(long us) {
        AuditEntry entry = Samples.entry();
        return new AuditEntry(us, entry.caller(), entry.action(), entry.target(), entry.outcome(), entry.details());
    }

    private AuditCheckpoint pruned() {
        long may = us(YearMonth.of(2024, 5));
        for (int i = 0; i < 3; i++) {
            int n = i;
            Await.on(() -> audit().append(at(may - 10 + n)));
        }
        Await.on(() -> audit().append(at(may)));
        Await.on(() -> audit().append(at(may - 1))); // of a replica whose clock is late
        AuditCheckpoint checkpoint = Await.on(() -> audit().prune(may, Samples.entry(AuditAction.AUDIT_PRUNE)));
        assertThat(checkpoint).isNotNull();
        return checkpoint;
    }

    @Test
    default void aPrunedMonthLeavesACheckpointThatVerifies() throws SQLException {
        AuditCheckpoint checkpoint = pruned();

        assertThat(checkpoint.lastSeq() - checkpoint.firstSeq()).isEqualTo(2);
        assertThat(Await.on(() -> audit().state()).checkpoints()).containsExactly(checkpoint);
        assertThat(Await.on(() -> audit().rows(0, Long.MAX_VALUE, 1)).get(0).seq()).isEqualTo(checkpoint.lastSeq() + 1);
        assertThat(verify()).satisfies(report -> {
            assertThat(report.ok()).as(String.valueOf(report.reason())).isTrue();
            assertThat(report.rows()).isEqualTo(3); // two of May, and the one that tells of the pruning
        });
        assertThat(Await.on(() -> audit().prune(us(YearMonth.of(2024, 5)), Samples.entry(AuditAction.AUDIT_PRUNE)))).isNull();

        Await.on(() -> audit().prune(us(YearMonth.of(2024, 6)), Samples.entry(AuditAction.AUDIT_PRUNE)));
        appended(2);
        assertThat(verify().ok()).isTrue();
        assertThat(Await.on(() -> audit().state()).checkpoints()).hasSize(2);
    }

    @Test
    default void eachMonthIsPrunedAlone() {
        for (int month = 1; month <= 4; month++) {
            long us = us(YearMonth.of(2024, month));
            Await.on(() -> audit().append(at(us)));
            Await.on(() -> audit().append(at(us + 1)));
        }

        Await.on(() -> pruning().keepFrom(YearMonth.of(2024, 3)));

        assertThat(Await.on(() -> audit().state()).checkpoints()).hasSize(2);
        assertThat(Await.on(() -> audit().rows(0, Long.MAX_VALUE, 1)).get(0).atUs()).isEqualTo(us(YearMonth.of(2024, 3)));
        assertThat(found(new AuditFilter(null, AuditAction.AUDIT_PRUNE, "2024-01", null, null))).hasSize(1);
        assertThat(verify()).satisfies(report -> assertThat(report.ok()).as(String.valueOf(report.reason())).isTrue());
    }

    @Test
    default void aForgedCheckpointIsNamed() throws SQLException {
        AuditCheckpoint checkpoint = pruned();

        tamper("update audit_checkpoints set last_hash = 'x'");
        assertBroken(checkpoint.lastSeq() + 1, "the checkpoint was forged");
        tamper("delete from audit_checkpoints");
        assertBroken(1, "row 1 is missing");
    }

    /** It fits the rows that are left, and nothing tells of it. */
    @Test
    default void aForgedPruningIsNamed() throws SQLException {
        AuditRow last = appended(5).get(2);

        tamper("delete from audit_log where seq <= " + last.seq(), "insert into audit_checkpoints values (" + last.seq()
                + ", 1, '" + last.hash() + "', 1)");

        assertBroken(1, "no row tells of their pruning");
    }
}
