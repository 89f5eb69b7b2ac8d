package io.alerthistory.episode.read;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.UnaryOperator;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.budget.Budgets;
import io.alerthistory.budget.ByteBudget;
import io.alerthistory.budget.HeldLease;
import io.alerthistory.budget.Lease;
import io.alerthistory.request.CallersContext;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.Cancellable;

/**
 * The memory for alerts that are read. How large a page will be is not known before it is read, so as many are read at once as
 * memory bears if all were as large as they may be: fifty such pages ended a process with a heap of 96 MB.
 */
@ApplicationScoped
public class AlertReadMemory {

    /** What a page takes while it is read: its text as the database sends it, as objects, and as the response. In bytes. */
    private static final long PAGE = 8L * AlertReadStore.MAX_TEXT;

    private static final Duration WAIT = Duration.ofSeconds(10);

    private final ByteBudget budget;

    AlertReadMemory(Budgets budgets) {
        budget = budgets.alertReads();
    }

    /**
     * Reads a page when there is memory for it.
     *
     * @param read gets what makes the response hold the memory until the client has taken it
     * @return fails with overloaded when there is no memory for some time
     */
    public <T> Uni<T> page(Function<UnaryOperator<JsonDocument>, Uni<T>> read) {
        return Uni.createFrom().deferred(() -> {
            Reading reading = new Reading();
            Executor caller = CallersContext.executor();
            return acquired(reading).emitOn(caller).chain(() -> read.apply(reading::covering))
                    .onItem().invoke(reading::read).onFailure().invoke(reading.lease::close).onCancellation()
                    .invoke(reading.lease::close);
        });
    }

    /** Taken by the reading itself: further down, a client that hangs up could lose the lease. */
    private Uni<Void> acquired(Reading reading) {
        return Uni.createFrom().emitter(emitter -> {
            Cancellable waiting = budget.acquire(PAGE, WAIT).subscribe().with(lease -> {
                reading.lease.take(lease);
                emitter.complete(null);
            }, emitter::fail);
            emitter.onTermination(waiting::cancel);
        });
    }

    /** Holds the memory of a page. */
    private static final class Reading {

        private final HeldLease lease = new HeldLease();
        private final AtomicBoolean isCovering = new AtomicBoolean();

        JsonDocument covering(JsonDocument document) {
            long bytes = document.bytesInMemory();
            Lease held = lease.get();
            if (bytes <= JsonDocument.SMALL || held == null) {
                return document;
            }
            isCovering.set(true);
            held.shrinkTo(bytes);
            return document.leased(lease::close);
        }

        void read() {
            if (!isCovering.get()) {
                lease.close();
            }
        }
    }
}
