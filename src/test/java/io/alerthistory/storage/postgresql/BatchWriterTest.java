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

/** What is written by which statement. Items are words; their key is the first letter. */
class BatchWriterTest {

    private static final String BAD = "bad";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Vertx vertx = Vertx.vertx();
    private final Statements statements = new Statements();
    private final BatchWriter<String, String> coalescer = new BatchWriter<>(vertx, statements, Duration.ofHours(1));

    /** Statements that end when the test says so. */
    private static final class Statements implements BatchWriter.Writing<String, String> {

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
        public Uni<List<String>> together(List<String> several) {
            return end(several).replaceWith(() -> several.stream().map(Statements::written).toList());
        }

        @Override
        public Uni<String> alone(String word) {
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
            Awaitility.await().atMost(PATIENCE).until(() -> begun.size() >= count);
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
        return coalescer.write(word).subscribeAsCompletionStage();
    }

    /** Two statements that do not end, so that what follows waits. */
    private List<CompletableFuture<String>> busy() {
        return busy(coalescer);
    }

    private List<CompletableFuture<String>> busy(BatchWriter<String, String> coalescer) {
        List<CompletableFuture<String>> busy = new ArrayList<>();
        for (int i = 1; i <= BatchWriter.MOST_RUNNING; i++) {
            busy.add(coalescer.write(i + "busy").subscribeAsCompletionStage());
            statements.await(i);
        }
        return busy;
    }

    @Test
    void whoComesAloneIsWrittenAtOnceAndAlone() {
        CompletableFuture<String> answer = write("one");
        statements.await(1);
        assertThat(answer).isNotDone();
        statements.end(0);
        assertThat(answer).succeedsWithin(PATIENCE).isEqualTo("ONE");
        assertThat(statements.begun).containsExactly(List.of("one"));
    }

    @Test
    void whatComesMeanwhileIsWrittenTogether() {
        busy();
        List<CompletableFuture<String>> answers = List.of(write("a"), write("b"), write("c"));
        statements.end(0);
        statements.await(BatchWriter.MOST_RUNNING + 1);
        assertThat(statements.begun).last().isEqualTo(List.of("a", "b", "c"));
        assertThat(answers).noneMatch(CompletableFuture::isDone);
        statements.end(BatchWriter.MOST_RUNNING);
        assertThat(answers).extracting(answer -> answer.get(20, java.util.concurrent.TimeUnit.SECONDS)).containsExactly("A",
                "B", "C");
    }

    @Test
    void whatHasTheSameKeyWaitsForTheNextStatement() {
        busy();
        List.of("a1", "b1", "a2", "c1").forEach(this::write);
        statements.end(0);
        statements.await(BatchWriter.MOST_RUNNING + 1);
        statements.end(BatchWriter.MOST_RUNNING);
        statements.await(BatchWriter.MOST_RUNNING + 2);
        assertThat(statements.begun.subList(BatchWriter.MOST_RUNNING, BatchWriter.MOST_RUNNING + 2)).containsExactly(
                List.of("a1", "b1"),
                List.of("a2", "c1"));
    }

    @Test
    void oneThatCannotBeWrittenDoesNotTakeTheOthersWithIt() {
        busy();
        CompletableFuture<String> good = write("a");
        CompletableFuture<String> bad = write("b" + BAD);
        CompletableFuture<String> other = write("c");
        for (int statement = 0; statement < BatchWriter.MOST_RUNNING + 4; statement++) {
            statements.await(statement + 1);
            statements.end(statement);
        }
        assertThat(good).succeedsWithin(PATIENCE).isEqualTo("A");
        assertThat(other).succeedsWithin(PATIENCE).isEqualTo("C");
        assertThatThrownBy(bad::join).hasRootCauseInstanceOf(PgException.class);
        assertThat(statements.begun.subList(BatchWriter.MOST_RUNNING, BatchWriter.MOST_RUNNING + 4)).containsExactly(
                List.of("a", "b" + BAD, "c"), List.of("a"), List.of("b" + BAD), List.of("c"));
    }

    @Test
    void aFailureOfTheDatabaseIsEverybodys() {
        busy();
        List<CompletableFuture<String>> answers = List.of(write("a"), write("b"));
        statements.end(0);
        statements.await(BatchWriter.MOST_RUNNING + 1);
        statements.ends.get(BatchWriter.MOST_RUNNING).completeExceptionally(new java.net.ConnectException("refused"));
        for (CompletableFuture<String> answer : answers) {
            assertThatThrownBy(answer::join).hasRootCauseInstanceOf(java.net.ConnectException.class);
        }
        assertThat(statements.begun).hasSize(BatchWriter.MOST_RUNNING + 1);
    }

    /** A lock of somebody else's holds up a statement, not those who have nothing to do with it. */
    @Test
    void whoIsHeldUpGivesUpItsTurn() {
        BatchWriter<String, String> impatient = new BatchWriter<>(vertx, statements, Duration.ofMillis(1));
        List<CompletableFuture<String>> heldUp = busy(impatient);
        CompletableFuture<String> other = impatient.write("other").subscribeAsCompletionStage();
        statements.await(BatchWriter.MOST_RUNNING + 1);
        statements.end(BatchWriter.MOST_RUNNING);
        assertThat(other).succeedsWithin(PATIENCE).isEqualTo("OTHER");
        assertThat(heldUp).noneMatch(CompletableFuture::isDone);
        IntStream.range(0, BatchWriter.MOST_RUNNING).forEach(statements::end);
        assertThat(heldUp).allSatisfy(answer -> assertThat(answer).succeedsWithin(PATIENCE));
    }

    @Test
    void whoGaveUpWhileWaitingIsNotWritten() {
        busy();
        Cancellable gone = coalescer.write("gone").subscribe().with(answer -> {
        }, failure -> {
        });
        write("stays");
        gone.cancel();
        statements.end(0);
        statements.await(BatchWriter.MOST_RUNNING + 1);
        assertThat(statements.begun).last().isEqualTo(List.of("stays"));
    }

    @Test
    void notArbitrarilyManyWait() {
        busy();
        List<CompletableFuture<String>> answers = IntStream
                .rangeClosed(0, BatchWriter.MOST_WAITING + BatchWriter.MOST_ROWS * 10)
                .mapToObj(i -> write(Character.toString('a' + i))).toList();
        assertThat(answers).filteredOn(CompletableFuture::isCompletedExceptionally).isNotEmpty().allSatisfy(
                refused -> assertThatThrownBy(refused::join).hasCauseInstanceOf(ProblemException.class).cause()
                        .extracting(problem -> ((ProblemException) problem).code()).isEqualTo(ErrorCode.DATABASE_UNAVAILABLE));
    }
}
