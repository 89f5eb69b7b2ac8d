package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.vertx.core.Vertx;
import io.vertx.pgclient.PgException;

/** Which statement writes which items. Items are words; their key is the first letter. */
class BatchWriterTest {

    private static final String BAD = "bad";
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Statements statements = new Statements();
    private final BatchWriter<String, String> writer = new BatchWriter<>(vertx, statements, Duration.ofHours(1));

    /** Statements that the test ends. */
    private static final class Statements implements BatchWriter.Statements<String, String> {

        private final List<List<String>> begun = Collections.synchronizedList(new ArrayList<>());
        private final List<CompletableFuture<Void>> ends = Collections.synchronizedList(new ArrayList<>());

        @Override
        public Object key(String word) {
            return word.charAt(0);
        }

        @Override
        public int size(String word) {
            return word.length();
        }

        @Override
        public Uni<List<String>> writeBatch(List<String> several) {
            return end(several).replaceWith(() -> several.stream().map(Statements::written).toList());
        }

        @Override
        public Uni<String> writeOne(String word) {
            return end(List.of(word)).replaceWith(() -> written(word));
        }

        private Uni<Void> end(List<String> words) {
            CompletableFuture<Void> end = new CompletableFuture<>();
            ends.add(end);
            begun.add(words);
            return Uni.createFrom().completionStage(end);
        }

        private static String written(String word) {
            if (word.endsWith(BAD)) {
                throw new CompletionException(new PgException("of the server", "ERROR", "22003", null));
            }
            return word.toUpperCase(java.util.Locale.ROOT);
        }

        void await(int count) {
            Awaitility.await().atMost(MAX_WAIT).until(() -> begun.size() >= count);
        }

        void end(int statement) {
            ends.get(statement).complete(null);
        }
    }

    @AfterEach
    void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private CompletableFuture<String> write(String word) {
        return writer.write(word).subscribeAsCompletionStage();
    }

    /** Starts statements that do not end, so that further items wait. */
    private List<CompletableFuture<String>> busy() {
        return busy(writer);
    }

    private List<CompletableFuture<String>> busy(BatchWriter<String, String> writer) {
        List<CompletableFuture<String>> busy = new ArrayList<>();
        for (int i = 1; i <= BatchWriter.MAX_RUNNING; i++) {
            busy.add(writer.write(i + "busy").subscribeAsCompletionStage());
            statements.await(i);
        }
        return busy;
    }

    @Test
    void aSingleWriteRunsAtOnce() {
        CompletableFuture<String> result = write("one");
        statements.await(1);
        assertThat(result).isNotDone();
        statements.end(0);
        assertThat(result).succeedsWithin(MAX_WAIT).isEqualTo("ONE");
        assertThat(statements.begun).containsExactly(List.of("one"));
    }

    @Test
    void concurrentWritesShareAStatement() {
        busy();
        List<CompletableFuture<String>> results = List.of(write("a"), write("b"), write("c"));
        statements.end(0);
        statements.await(BatchWriter.MAX_RUNNING + 1);
        assertThat(statements.begun).last().isEqualTo(List.of("a", "b", "c"));
        assertThat(results).noneMatch(CompletableFuture::isDone);
        statements.end(BatchWriter.MAX_RUNNING);
        assertThat(results).extracting(result -> result.get(20, java.util.concurrent.TimeUnit.SECONDS)).containsExactly("A",
                "B", "C");
    }

    @Test
    void anEqualKeyWaitsForTheNextStatement() {
        busy();
        List.of("a1", "b1", "a2", "c1").forEach(this::write);
        statements.end(0);
        statements.await(BatchWriter.MAX_RUNNING + 1);
        statements.end(BatchWriter.MAX_RUNNING);
        statements.await(BatchWriter.MAX_RUNNING + 2);
        assertThat(statements.begun.subList(BatchWriter.MAX_RUNNING, BatchWriter.MAX_RUNNING + 2)).containsExactly(
                List.of("a1", "b1"),
                List.of("a2", "c1"));
    }

    @Test
    void anInvalidItemDoesNotFailTheOthers() {
        busy();
        CompletableFuture<String> good = write("a");
        CompletableFuture<String> bad = write("b" + BAD);
        CompletableFuture<String> other = write("c");
        for (int statement = 0; statement < BatchWriter.MAX_RUNNING + 4; statement++) {
            statements.await(statement + 1);
            statements.end(statement);
        }
        assertThat(good).succeedsWithin(MAX_WAIT).isEqualTo("A");
        assertThat(other).succeedsWithin(MAX_WAIT).isEqualTo("C");
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(PgException.class);
        assertThat(statements.begun.subList(BatchWriter.MAX_RUNNING, BatchWriter.MAX_RUNNING + 4)).containsExactly(
                List.of("a", "b" + BAD, "c"), List.of("a"), List.of("b" + BAD), List.of("c"));
    }

    @Test
    void aDatabaseFailureFailsTheWholeBatch() {
        busy();
        List<CompletableFuture<String>> results = List.of(write("a"), write("b"));
        statements.end(0);
        statements.await(BatchWriter.MAX_RUNNING + 1);
        statements.ends.get(BatchWriter.MAX_RUNNING).completeExceptionally(new java.net.ConnectException("refused"));
        for (CompletableFuture<String> result : results) {
            assertThatThrownBy(result::join).hasRootCauseInstanceOf(java.net.ConnectException.class);
        }
        assertThat(statements.begun).hasSize(BatchWriter.MAX_RUNNING + 1);
    }

    /** A lock delays one statement, and not the writes that do not need it. */
    @Test
    void aStatementThatWaitsForALockFreesItsSlot() {
        BatchWriter<String, String> shortSlots = new BatchWriter<>(vertx, statements, Duration.ofMillis(1));
        List<CompletableFuture<String>> delayed = busy(shortSlots);
        CompletableFuture<String> other = shortSlots.write("other").subscribeAsCompletionStage();
        statements.await(BatchWriter.MAX_RUNNING + 1);
        statements.end(BatchWriter.MAX_RUNNING);
        assertThat(other).succeedsWithin(MAX_WAIT).isEqualTo("OTHER");
        assertThat(delayed).noneMatch(CompletableFuture::isDone);
        IntStream.range(0, BatchWriter.MAX_RUNNING).forEach(statements::end);
        assertThat(delayed).allSatisfy(result -> assertThat(result).succeedsWithin(MAX_WAIT));
    }

    @Test
    void aCancelledItemIsNotWritten() {
        busy();
        Cancellable gone = writer.write("gone").subscribe().with(result -> {
        }, failure -> {
        });
        write("stays");
        gone.cancel();
        statements.end(0);
        statements.await(BatchWriter.MAX_RUNNING + 1);
        assertThat(statements.begun).last().isEqualTo(List.of("stays"));
    }

    @Test
    void aFullQueueRefusesItems() {
        busy();
        List<CompletableFuture<String>> results = IntStream
                .rangeClosed(0, BatchWriter.MAX_WAITING + BatchWriter.MAX_ROWS * 10)
                .mapToObj(i -> write(Character.toString('a' + i))).toList();
        assertThat(results).filteredOn(CompletableFuture::isCompletedExceptionally).isNotEmpty().allSatisfy(
                refused -> assertThatThrownBy(refused::join).hasCauseInstanceOf(ProblemException.class).cause()
                        .extracting(problem -> ((ProblemException) problem).code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }
}
