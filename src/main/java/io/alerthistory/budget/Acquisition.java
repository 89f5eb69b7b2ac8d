package io.alerthistory.budget;

import java.time.Duration;

import io.smallrye.mutiny.operators.AbstractUni;
import io.smallrye.mutiny.subscription.UniSubscriber;

/** A request for bytes, which begins to wait when it is subscribed to. */
final class Acquisition extends AbstractUni<Lease> {

    private final ByteBudget budget;
    private final long bytes;
    private final Duration timeout;

    Acquisition(ByteBudget budget, long bytes, Duration timeout) {
        this.budget = budget;
        this.bytes = bytes;
        this.timeout = timeout;
    }

    @Override
    public void subscribe(UniSubscriber<? super Lease> subscriber) {
        Waiter waiter = new Waiter(budget, bytes, subscriber);
        subscriber.onSubscribe(waiter);
        budget.enqueue(waiter, timeout);
    }
}
