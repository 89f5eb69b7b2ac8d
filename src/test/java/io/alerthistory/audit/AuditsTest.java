package io.alerthistory.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Entries that have no transaction of their own. */
class AuditsTest {

    private final Vertx vertx = Vertx.vertx();
    private final Log log = new Log();

    @AfterEach
    void close() {
        vertx.close();
    }

    private Audits audits(boolean reads) {
        return new Audits(log, new AuditConfig() {
            @Override
            public boolean reads() {
                return reads;
            }

            @Override
            public int retentionMonths() {
                return 0;
            }
        }, vertx, Clock.systemUTC());
    }

    private static <T> T await(Uni<T> work) {
        return work.subscribeAsCompletionStage().join();
    }

    private <T> Uni<T> around(Supplier<Uni<T>> work) {
        Audits audits = audits(false);
        return audits.around(audits.entry(AuditAction.DATABASE_BACKUP, "t", Map.of("a", 1)), work);
    }

    @Test
    void whatIsDoneStandsBetweenTwoEntries() {
        assertThat(await(around(() -> {
            assertThat(log.outcomes()).containsExactly(AuditOutcome.BEGUN);
            return Uni.createFrom().item("done");
        }))).isEqualTo("done");

        assertThat(log.outcomes()).containsExactly(AuditOutcome.BEGUN, AuditOutcome.OK);
    }

    @Test
    void theSecondEntryTellsHowItFailed() {
        assertThatThrownBy(() -> await(around(
                () -> Uni.createFrom().failure(new ProblemException(ErrorCode.BACKUP_RUNNING, "wait")))))
                .hasMessageContaining("wait");
        assertThatThrownBy(() -> await(around(() -> Uni.createFrom().failure(new IllegalStateException("broken")))))
                .hasMessageContaining("broken");

        assertThat(log.outcomes()).containsExactly(AuditOutcome.BEGUN, AuditOutcome.REFUSED, AuditOutcome.BEGUN,
                AuditOutcome.FAILED);
        assertThat(log.entries.get(1).details()).isEqualTo(Map.of("a", 1, "problem", ErrorCode.BACKUP_RUNNING.code()));
    }

    @Test
    void nothingIsDoneWithoutAnEntry() {
        log.failing = true;
        AtomicInteger done = new AtomicInteger();

        assertThatThrownBy(() -> await(around(() -> Uni.createFrom().item(done::incrementAndGet))))
                .hasMessageContaining("no audit");

        assertThat(done).hasValue(0);
    }

    @Test
    void aReadIsAnEntryOnlyWhenThatIsWanted() {
        await(audits(false).read("s"));
        assertThat(log.entries).isEmpty();

        await(audits(true).read("s"));
        assertThat(log.entries).singleElement().satisfies(entry -> {
            assertThat(entry.action()).isEqualTo(AuditAction.SESSION_READ);
            assertThat(entry.target()).isEqualTo("s");
        });

        log.failing = true;
        assertThatThrownBy(() -> await(audits(true).read("s"))).hasMessageContaining("no audit");
    }

    /** A log in memory that keeps what is appended. */
    private static final class Log implements AuditStore {

        private final List<AuditEntry> entries = new ArrayList<>();
        private boolean failing;

        List<AuditOutcome> outcomes() {
            return entries.stream().map(AuditEntry::outcome).toList();
        }

        @Override
        public Uni<AuditRow> append(AuditEntry entry) {
            if (failing) {
                return Uni.createFrom().failure(new IllegalStateException("no audit"));
            }
            entries.add(entry);
            return Uni.createFrom().item(entry.after(AuditHead.START));
        }

        @Override
        public Uni<List<AuditRow>> newest(AuditFilter filter, long beforeSeq, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<List<AuditRow>> rows(long fromSeq, long toSeq, int max) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<Boolean> exists() {
            return Uni.createFrom().item(true);
        }

        @Override
        public Uni<AuditState> state() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Uni<@Nullable AuditCheckpoint> prune(long beforeUs, AuditEntry entry) {
            throw new UnsupportedOperationException();
        }
    }
}
