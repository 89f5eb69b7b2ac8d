package io.alerthistory.budget;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.smallrye.mutiny.subscription.UniSubscriber;
import io.smallrye.mutiny.subscription.UniSubscription;

/** A waiting request. It ends once: with a lease, a refusal or a cancellation. */
final class Waiter implements UniSubscription {

    private final ByteBudget budget;
    private final long bytes;
    private final UniSubscriber<? super Lease> subscriber;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final AtomicReference<@Nullable Lease> delivered = new AtomicReference<>();
    private final AtomicReference<@Nullable ScheduledFuture<?>> timer = new AtomicReference<>();

    Waiter(ByteBudget budget, long bytes, UniSubscriber<? super Lease> subscriber) {
        this.budget = budget;
        this.bytes = bytes;
        this.subscriber = subscriber;
    }

    long bytes() {
        return bytes;
    }

    void startTimer(Duration timeout) {
        timer.set(Infrastructure.getDefaultWorkerPool().schedule(() -> {
            if (budget.leave(this)) {
                refuse();
            }
        }, timeout.toMillis(), TimeUnit.MILLISECONDS));
        if (ended.get()) {
            stopTimer();
        }
    }

    private void stopTimer() {
        ScheduledFuture<?> running = timer.getAndSet(null);
        if (running != null) {
            running.cancel(false);
        }
    }

    void deliver(Lease lease) {
        delivered.set(lease);
        if (ended.compareAndSet(false, true)) {
            stopTimer();
            subscriber.onItem(lease);
        } else {
            lease.close();
        }
    }

    void refuse() {
        if (ended.compareAndSet(false, true)) {
            budget.countRefusal();
            subscriber.onFailure(ByteBudget.overloaded());
        }
    }

    /** A subscriber that cancels has not taken an item and takes none afterwards, so a delivered lease is closed. */
    @Override
    public void cancel() {
        if (ended.compareAndSet(false, true)) {
            stopTimer();
            budget.leave(this);
        } else {
            Lease dropped = delivered.get();
            if (dropped != null) {
                dropped.close();
            }
        }
    }
}
