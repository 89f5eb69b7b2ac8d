package io.alerthistory.budget;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;
import io.smallrye.mutiny.subscription.UniEmitter;

class ByteBudgetTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final ByteBudget budget = new ByteBudget("test", 100, 2);

    private static final class Caller {

        final AtomicReference<@Nullable Lease> lease = new AtomicReference<>();
        final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        final Cancellable wait;

        Caller(ByteBudget budget, long bytes, Duration timeout) {
            wait = budget.acquire(bytes, timeout).subscribe().with(lease::set, failure::set);
        }

        boolean served() {
            return lease.get() != null;
        }

        void close() {
            java.util.Objects.requireNonNull(lease.get()).close();
        }
    }

    @Test
    void lendsNoMoreThanItsLimit() {
        assertThat(budget.tryAcquire(60)).isPresent();
        assertThat(budget.tryAcquire(41)).isEmpty();
        assertThat(budget.tryAcquire(40)).isPresent();
        assertThat(budget.used()).isEqualTo(100);
        assertThat(budget.refused()).isEqualTo(1);
    }

    /** A sender whose patience ends does not end what it sent. */
    @Test
    void workHoldsItsBytesUntilItEndsWhateverItsCallerDoes() {
        List<UniEmitter<? super String>> works = new ArrayList<>();
        Cancellable begun = budget.detached(60, LONG, Runnable::run, () -> Uni.createFrom().<String> emitter(works::add))
                .subscribe().with(done -> {
                });
        Cancellable waiting = budget.detached(60, LONG, Runnable::run, () -> Uni.createFrom().<String> emitter(works::add))
                .subscribe().with(done -> {
                });

        begun.cancel();
        assertThat(budget.used()).isEqualTo(60);
        assertThat(budget.waiting()).isEqualTo(1);
        waiting.cancel();
        assertThat(budget.waiting()).isZero();
        works.get(0).complete("stored");
        assertThat(budget.used()).isZero();
        assertThat(works).hasSize(1);
    }

    @Test
    void failedWorkGivesItsBytesBack() {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        budget.detached(60, LONG, Runnable::run, () -> {
            throw new IllegalStateException("no");
        }).subscribe().with(done -> {
        }, failure::set);
        assertThat(failure.get()).hasMessage("no");
        assertThat(budget.used()).isZero();
    }

    @Test
    void aClosedLeaseCanBeClosedAgain() {
        Lease lease = budget.tryAcquire(60).orElseThrow();
        lease.close();
        lease.close();
        assertThat(budget.used()).isZero();
        assertThat(lease.grow(1)).isFalse();
    }

    @Test
    void aRequestLargerThanTheBudgetIsServedAlone() {
        Caller small = new Caller(budget, 1, LONG);
        Caller large = new Caller(budget, 1000, LONG);
        Caller behind = new Caller(budget, 1, LONG);
        assertThat(large.served()).isFalse();
        assertThat(behind.served()).isFalse();

        small.close();

        assertThat(large.served()).isTrue();
        assertThat(behind.served()).isFalse();
        large.close();
        assertThat(behind.served()).isTrue();
    }

    @Test
    void whatWaitsIsServedInOrder() {
        Caller first = new Caller(budget, 100, LONG);
        Caller second = new Caller(budget, 80, LONG);
        Caller third = new Caller(budget, 10, LONG);
        assertThat(budget.tryAcquire(1)).isEmpty();
        assertThat(budget.waiting()).isEqualTo(2);

        first.close();

        assertThat(second.served()).isTrue();
        assertThat(third.served()).isTrue();
        assertThat(budget.used()).isEqualTo(90);
    }

    @Test
    void oneMoreThanMayWaitIsRefusedAtOnce() {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            callers.add(new Caller(budget, 100, LONG));
        }
        assertThat(callers.get(2).failure.get()).isNull();
        assertThat(callers.get(3).failure.get()).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.code()).isEqualTo(ErrorCode.OVERLOADED));
    }

    @Test
    void whatWaitsTooLongIsRefusedAndLetsOthersPass() {
        Caller first = new Caller(budget, 50, LONG);
        Caller large = new Caller(budget, 90, Duration.ofMillis(20));
        Caller small = new Caller(budget, 50, LONG);

        Awaitility.await().until(() -> large.failure.get() != null);

        assertThat(first.served()).isTrue();
        Awaitility.await().until(small::served);
        assertThat(budget.waiting()).isZero();
    }

    @Test
    void aCancelledCallerLeavesTheQueue() {
        Caller first = new Caller(budget, 50, LONG);
        Caller cancelled = new Caller(budget, 90, LONG);
        Caller behind = new Caller(budget, 50, LONG);

        cancelled.wait.cancel();

        assertThat(behind.served()).isTrue();
        first.close();
        behind.close();
        assertThat(cancelled.served()).isFalse();
        assertThat(budget.used()).isZero();
    }

    @Test
    void aLeaseGrowsWhileThereIsRoom() {
        Lease lease = budget.tryAcquire(60).orElseThrow();
        Lease other = budget.tryAcquire(20).orElseThrow();
        assertThat(lease.grow(20)).isTrue();
        assertThat(lease.grow(1)).isFalse();
        other.close();
        assertThat(lease.grow(1000)).as("alone").isTrue();
        lease.shrinkTo(10);
        assertThat(budget.used()).isEqualTo(10);
        lease.close();
        assertThat(budget.used()).isZero();
    }
}
