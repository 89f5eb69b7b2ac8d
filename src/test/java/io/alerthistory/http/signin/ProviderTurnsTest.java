package io.alerthistory.http.signin;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;

class ProviderTurnsTest {

    private final List<String> begun = new ArrayList<>();

    private CompletableFuture<String> take(ProviderTurns turns, String name, CompletableFuture<String> end) {
        return turns.take(() -> {
            begun.add(name);
            return Uni.createFrom().completionStage(end);
        }).subscribeAsCompletionStage();
    }

    @Test
    void oneRunsAtATimeInTheOrderOfTheCalls() {
        ProviderTurns turns = new ProviderTurns();
        CompletableFuture<String> first = new CompletableFuture<>();
        CompletableFuture<String> second = new CompletableFuture<>();

        CompletableFuture<String> one = take(turns, "1", first);
        CompletableFuture<String> two = take(turns, "2", second);
        CompletableFuture<String> three = take(turns, "3", CompletableFuture.completedFuture("c"));
        assertThat(begun).containsExactly("1");

        first.completeExceptionally(new IllegalStateException("down"));
        assertThat(one).isCompletedExceptionally();
        assertThat(begun).containsExactly("1", "2");
        second.complete("b");
        assertThat(two).isCompletedWithValue("b");
        assertThat(three).isCompletedWithValue("c");

        assertThat(take(turns, "4", CompletableFuture.completedFuture("d"))).isCompletedWithValue("d");
    }

    @Test
    void whoGivesUpMakesRoomForTheNext() {
        ProviderTurns turns = new ProviderTurns();
        var running = turns.take(() -> Uni.createFrom().completionStage(new CompletableFuture<String>())).subscribe()
                .with(item -> {
                });
        CompletableFuture<String> next = take(turns, "2", CompletableFuture.completedFuture("b"));
        assertThat(next).isNotDone();

        running.cancel();

        assertThat(next).isCompletedWithValue("b");
    }

    @Test
    void onlySoManyWait() {
        ProviderTurns turns = new ProviderTurns(1);
        CompletableFuture<String> end = new CompletableFuture<>();
        take(turns, "1", end);
        CompletableFuture<String> waiting = take(turns, "2", end);

        assertThat(take(turns, "3", end)).failsWithin(java.time.Duration.ZERO).withThrowableThat()
                .withCauseInstanceOf(ProblemException.class);

        end.complete("a");
        assertThat(waiting).isCompletedWithValue("a");
    }
}
