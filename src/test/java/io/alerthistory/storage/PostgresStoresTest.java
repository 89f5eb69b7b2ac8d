package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.Lease;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.SessionReading;
import io.alerthistory.interaction.Appended;
import io.alerthistory.interaction.Batch;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Stored;
import io.alerthistory.support.Await;
import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.smallrye.mutiny.Uni;

/** Every port on PostgreSQL, by area: {@code -Dtest='PostgresStoresTest$Chats'}; and what only this adapter promises. */
@QuarkusTest
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
@TestProfile(OnPostgresql.class)
class PostgresStoresTest extends StorePorts {

    private static final int MANY = 40;

    @Inject
    Budgets budgets;

    private Uni<Appended> append(String sessionId, String interactionId) {
        return interactions().append(
                new Batch<>(sessionId, InteractionKind.LLM, List.of(Samples.llm(sessionId, interactionId, 1)), Set.of(), 42));
    }

    private String session() {
        return Await.on(() -> sessions().create(Samples.session())).value().sessionId();
    }

    /** Those that come together are one statement, and one whose payload is no JSON fails it. */
    @Test
    void oneSessionThatCannotBeStoredDoesNotTakeTheOthersWithIt() {
        List<Object> answers = Await.together(MANY, i -> {
            AlertSession session = Samples.session();
            session.alertData = new JsonText(i == MANY / 2 ? "{\"n\":" : "{\"n\":1}");
            return sessions().create(session).map(Stored::created).map(Object.class::cast).onFailure(ProblemException.class)
                    .recoverWithItem(problem -> ((ProblemException) problem).code());
        });
        assertThat(answers).containsOnly(true, ErrorCode.INVALID_FIELD).containsOnlyOnce(ErrorCode.INVALID_FIELD);
    }

    @Test
    void oneInteractionThatIsTakenDoesNotTakeTheOthersWithIt() {
        String taken = Samples.id();
        String first = session();
        Await.on(() -> append(first, taken));
        List<String> sessions = IntStream.range(0, MANY).mapToObj(i -> session()).toList();
        List<Object> answers = Await.together(MANY, i -> append(sessions.get(i), i == MANY / 2 ? taken : Samples.id())
                .map(Object.class::cast).onFailure(ProblemException.class)
                .recoverWithItem(problem -> ((ProblemException) problem).code()));
        assertThat(answers).containsOnly(new Appended(1, 1), ErrorCode.CONFLICT).containsOnlyOnce(ErrorCode.CONFLICT);
    }

    /** Whoever holds a session's row, keeps that session's appends waiting and nobody else's. */
    @Test
    void aLockedSessionHoldsUpNobodyElse() throws SQLException {
        List<String> sessions = IntStream.range(0, MANY).mapToObj(i -> session()).toList();
        String locked = sessions.get(MANY / 2);
        CompletableFuture<Appended> waits;
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("select from alert_sessions where session_id = '" + locked + "' for update");
            waits = CompletableFuture.supplyAsync(() -> Await.on(() -> append(locked, Samples.id())));
            List<Appended> answers = Await.together(MANY, i -> sessions.get(i).equals(locked)
                    ? Uni.createFrom().item(new Appended(1, 1))
                    : append(sessions.get(i), Samples.id()));
            assertThat(answers).containsOnly(new Appended(1, 1));
            assertThat(waits).isNotDone();
            other.rollback();
        }
        assertThat(waits).succeedsWithin(20, TimeUnit.SECONDS).isEqualTo(new Appended(1, 1));
    }

    /**
     * Two sessions that take an identifier at the same moment both keep it: the check before a write sees what is committed.
     * From
     * then on each has its own.
     */
    @Test
    void anIdThatTwoSessionsHaveIsEachOnesOwn() throws SQLException {
        String interaction = Samples.id();
        String other = Samples.id();
        String first = session();
        String second = session();
        Await.on(() -> append(first, interaction));
        Await.on(() -> append(second, other));
        try (Connection connection = PostgresServer.connect();
                var update = connection.prepareStatement("update llm_interactions set interaction_id = ?, thinking_content = ?"
                        + " where session_id = ? and interaction_id = ?")) {
            update.setString(1, interaction);
            update.setString(2, "another thought");
            update.setString(3, second);
            update.setString(4, other);
            assertThat(update.executeUpdate()).isOne();
        }

        assertThat(Await.on(() -> append(first, interaction))).isEqualTo(new Appended(0, 1));
        assertThat(Await.on(() -> history().find(second, SessionReading.WHOLE)).llmInteractions())
                .extracting(one -> one.thinkingContent()).containsExactly("another thought");
    }

    /** What is small does not wait behind it. */
    @Test
    void aLargeRowWaitsForMemoryBeforeItIsLocked() {
        AlertSession large = Samples.session();
        large.finalAnalysis = "x".repeat(100_000);
        String id = Await.on(() -> sessions().create(large)).value().sessionId();
        CompletableFuture<AlertSession> waits;
        try (Lease all = Await.on(() -> budgets.rows().acquire(budgets.rows().limit(), Duration.ofSeconds(20)))) {
            assertThat(all.bytes()).isPositive();
            waits = CompletableFuture.supplyAsync(
                    () -> Await.on(() -> sessions().update(id, session -> session.podId = "a")));
            String small = session();
            Await.on(() -> sessions().update(small, session -> session.podId = "b"));
            assertThat(Await.on(() -> append(id, Samples.id()))).isEqualTo(new Appended(1, 1));
            assertThat(waits).isNotDone();
        }

        assertThat(waits).succeedsWithin(20, TimeUnit.SECONDS).satisfies(session -> assertThat(session.podId).isEqualTo("a"));
    }

    /** Several of one session among those of others: every one is numbered and counted. */
    @Test
    void appendsToFewSessionsAtOnceAreNumberedWithoutAGap() {
        List<String> sessions = IntStream.range(0, 4).mapToObj(i -> session()).toList();
        Await.together(MANY, i -> append(sessions.get(i % sessions.size()), Samples.id()));
        for (String session : sessions) {
            assertThat(Await.on(() -> history().find(session, SessionReading.WHOLE))).satisfies(stored -> {
                assertThat(stored.session().counters.llmInteractionCount).isEqualTo(MANY / sessions.size());
                assertThat(stored.llmInteractions()).extracting(one -> one.seq()).containsExactlyInAnyOrderElementsOf(
                        java.util.stream.LongStream.rangeClosed(1, MANY / sessions.size()).boxed().toList());
            });
        }
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AccessKeys extends StorePorts implements AccessKeyStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Alerts extends StorePorts implements AlertStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertReads extends StorePorts implements AlertReadStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertRollups extends StorePorts implements RollupStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class AlertStatistics extends StorePorts implements StatisticsStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Audit extends StorePorts implements AuditStoreContract {

        @Override
        public Connection connect() throws SQLException {
            return PostgresServer.connect();
        }
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Bulk extends StorePorts implements BulkStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Catalog extends StorePorts implements CatalogStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Chats extends StorePorts implements ChatStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Episodes extends StorePorts implements EpisodeStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Events extends StorePorts implements EventStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Erasures extends StorePorts implements EraseStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Figures extends StorePorts implements FigureStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class History extends StorePorts implements HistoryStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Idempotency extends StorePorts implements IdempotencyStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Interactions extends StorePorts implements InteractionStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class QueueProbes extends StorePorts implements QueueProbeContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Replicas extends StorePorts implements ReplicaStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Sessions extends StorePorts implements SessionStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class SigningKeys extends StorePorts implements SigningKeyStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Stages extends StorePorts implements StageStoreContract {
    }

    /** First, for it looks at the newest active sessions of all, and other areas leave active sessions. */
    @Nested
    @Order(1)
    @TestProfile(OnPostgresql.class)
    class Summaries extends StorePorts implements SummaryStoreContract {
    }

    @Nested
    @TestProfile(OnPostgresql.class)
    class Transitions extends StorePorts implements TransitionContract {
    }
}
