package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;

import jakarta.inject.Inject;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.EventRange;
import io.alerthistory.live.EventStore;
import io.alerthistory.live.StoredEvent;
import io.alerthistory.support.Await;
import io.alerthistory.support.OnPostgresql;
import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Readers see ids that only grow and miss none, in whatever order transactions commit. */
@QuarkusTest
@TestProfile(OnPostgresql.class)
class PostgresEventOrderTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String WRITE = "insert into event_outbox (type, payload, created_at_us) values (?, ?, 1) returning seq";

    @Inject
    EventStore events;

    /** How a reader goes on from the last number that it has seen. */
    private interface Reader {

        List<Long> after(long last) throws SQLException;
    }

    private static Connection transaction() throws SQLException {
        Connection connection = PostgresServer.connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static long write(Connection connection, String type, int number) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(WRITE)) {
            insert.setString(1, type);
            insert.setString(2, "{\"n\":" + number + "}");
            try (ResultSet row = insert.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private List<StoredEvent> read(long after, String type) {
        return Await.on(() -> events.after(after, EventFilter.ALL, 1000)).stream().filter(event -> event.type().equals(type))
                .toList();
    }

    private static void pause(long ms) {
        try {
            TimeUnit.MILLISECONDS.sleep(ms);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The newest id before a test: other tests have written more than a reader gets at once. */
    private long newest() {
        return Await.on(events::range).newest();
    }

    private List<StoredEvent> await(long after, String type) {
        return Awaitility.await().atMost(LIMIT).pollInterval(Duration.ofMillis(20)).until(() -> read(after, type),
                found -> !found.isEmpty());
    }

    @Test
    void theNumberOfARowLosesWhatCommitsLate() throws SQLException {
        try (Connection early = transaction();
                Connection late = transaction();
                Connection reading = PostgresServer.connect();
                Statement statement = reading.createStatement()) {
            statement.execute("drop table if exists numbered_events");
            statement.execute("create table numbered_events (id bigint generated always as identity)");
            Reader byNumber = last -> {
                List<Long> ids = new ArrayList<>();
                try (ResultSet rows = statement.executeQuery("select id from numbered_events where id > " + last)) {
                    while (rows.next()) {
                        ids.add(rows.getLong(1));
                    }
                }
                return ids;
            };
            late.createStatement().execute("insert into numbered_events default values");
            early.createStatement().execute("insert into numbered_events default values");
            early.commit();
            List<Long> first = byNumber.after(0);
            late.commit();

            assertThat(first).containsExactly(2L);
            assertThat(byNumber.after(2)).as("the event that committed late, as a reader by number sees it").isEmpty();
            statement.execute("drop table numbered_events");
        }
    }

    @Test
    void whatCommitsLateIsReadLater() throws SQLException {
        String type = "test." + Samples.id();
        long newest = newest();
        try (Connection early = transaction(); Connection late = transaction()) {
            long lower = write(late, type, 1);
            long higher = write(early, type, 2);
            assertThat(lower).isLessThan(higher);
            early.commit();
            List<StoredEvent> first = await(newest, type);
            assertThat(first).extracting(StoredEvent::fields).containsExactly("{\"n\":2}");
            late.commit();

            List<StoredEvent> second = await(first.get(0).id(), type);

            assertThat(second).extracting(StoredEvent::fields).containsExactly("{\"n\":1}");
            assertThat(second.get(0).id()).isGreaterThan(first.get(0).id());
        }
    }

    /** Ids that a move has taken and not committed are not passed over. */
    @Test
    void whatIsBeingMovedIsNotCountedAsReadable() throws SQLException {
        String type = "test." + Samples.id();
        try (Connection writing = transaction(); Connection moving = transaction()) {
            moving.createStatement().executeQuery("select pg_advisory_xact_lock(" + AdvisoryLock.EVENTS.number() + ")").close();
            write(writing, type, 1);
            writing.commit();
            try (ResultSet moved = moving.createStatement().executeQuery(moveSql())) {
                moved.next();
                assertThat(moved.getLong("told")).isPositive();
            }
            EventRange range = Await.on(events::range);

            assertThat(range.given()).isGreaterThan(range.newest());
            assertThat(read(range.newest(), type)).isEmpty();
            moving.commit();
            assertThat(await(range.newest(), type)).extracting(StoredEvent::fields).containsExactly("{\"n\":1}");
        }
    }

    @Test
    void writersReadersAndMoversOfTwoReplicasMissNothing() throws ExecutionException, InterruptedException, TimeoutException {
        String type = "test." + Samples.id();
        int writers = 4;
        int each = 40;
        long newest = newest();
        ExecutorService threads = Executors.newFixedThreadPool(writers + 1);
        try {
            Future<?> mover = threads.submit(() -> {
                move();
                return null;
            });
            List<Future<?>> writing = new ArrayList<>();
            for (int writer = 0; writer < writers; writer++) {
                int number = writer;
                writing.add(threads.submit(() -> {
                    write(type, number * each, each);
                    return null;
                }));
            }
            List<StoredEvent> seen = new ArrayList<>();
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (seen.size() < writers * each && System.nanoTime() < deadline) {
                seen.addAll(read(seen.isEmpty() ? newest : seen.get(seen.size() - 1).id(), type));
                pause(5);
            }
            for (Future<?> thread : writing) {
                thread.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
            }
            assertThat(mover.isDone()).as("the mover of the other replica has stopped by itself").isFalse();
            mover.cancel(true);

            assertThat(seen).extracting(StoredEvent::id).isSorted().doesNotHaveDuplicates();
            assertThat(seen).extracting(StoredEvent::fields).containsExactlyInAnyOrderElementsOf(
                    IntStream.range(0, writers * each).mapToObj(n -> "{\"n\":" + n + "}").toList());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void write(String type, int from, int count) throws SQLException {
        Random random = new Random(from);
        try (Connection connection = transaction()) {
            for (int n = from; n < from + count; n++) {
                write(connection, type, n);
                pause(random.nextInt(15));
                connection.commit();
            }
        }
    }

    private static String moveSql() {
        return EventMover.MOVE.replace("$1::bigint", String.valueOf(AdvisoryLock.EVENTS.number()))
                .replace("$2::bigint", "0").replace("$3::bigint", String.valueOf(EventMover.MAX));
    }

    /** As another replica does it, until the thread is interrupted. */
    private static void move() throws SQLException {
        String sql = moveSql();
        try (Connection connection = PostgresServer.connect(); Statement statement = connection.createStatement()) {
            while (!Thread.currentThread().isInterrupted()) {
                statement.executeQuery(sql).close();
                pause(1);
            }
        } catch (IllegalStateException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
