package io.alerthistory.storage.postgresql;

import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.util.TypeLiteral;
import jakarta.inject.Singleton;

import org.eclipse.microprofile.faulttolerance.exceptions.CircuitBreakerOpenException;

import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.observe.HistoryEvent;
import io.smallrye.faulttolerance.api.CircuitBreakerState;
import io.smallrye.faulttolerance.api.TypedGuard;
import io.smallrye.mutiny.Uni;

/**
 * The circuit breaker of the database. It counts consecutive outages; an error that the server returned is not an
 * outage. A timed out wait for a connection counts only if no statement succeeded meanwhile; otherwise the pool is busy
 * and the database is available.
 */
@Singleton
class PostgresBreaker {

    private final TypedGuard<Uni<Object>> guard;
    private final AtomicLong lastSuccess = new AtomicLong(System.nanoTime());

    private final Event<HistoryEvent> events;

    PostgresBreaker(DatabaseConfig config, Event<HistoryEvent> events) {
        this.events = events;
        guard = TypedGuard.create(new TypeLiteral<Uni<Object>>() {
        }).withThreadOffload(false).withCircuitBreaker().name("database").requestVolumeThreshold(config.breakerThreshold())
                .failureRatio(1)
                .successThreshold(1).delay(config.breakerReset().toMillis(), ChronoUnit.MILLIS)
                .when(failure -> failure instanceof Outage)
                .onSuccess(() -> lastSuccess.set(System.nanoTime()))
                .onStateChange(state -> events.fire(new HistoryEvent.BreakerChanged(toJsonName(state)))).done().build();
        events.fire(new HistoryEvent.BreakerChanged(toJsonName(CircuitBreakerState.CLOSED)));
    }

    /** the guard returns what the work returned */
    @SuppressWarnings("unchecked") // Runs work unless the circuit breaker is open.
    <R> Uni<R> guard(Supplier<Uni<R>> work) {
        return (Uni<R>) guard.get(() -> (Uni<Object>) attempt(work))
                .onFailure(Outage.class).transform(Throwable::getCause)
                .onFailure(CircuitBreakerOpenException.class)
                .transform(open -> new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                        "The database failed repeatedly; requests fail until the next probe succeeds", open));
    }

    private <R> Uni<R> attempt(Supplier<Uni<R>> work) {
        return Uni.createFrom().deferred(() -> {
            long began = System.nanoTime();
            return work.get().onFailure().invoke(this::publishRefusal)
                    .onFailure(failure -> isOutage(failure, began)).transform(Outage::new);
        });
    }

    private void publishRefusal(Throwable failure) {
        PostgresRefusals.advice(failure).ifPresent(advice -> events.fire(new HistoryEvent.DatabaseRefused(advice)));
    }

    private boolean isOutage(Throwable failure, long began) {
        return PostgresFailures.isPoolExhausted(failure) ? lastSuccess.get() - began < 0 : PostgresFailures.isOutage(failure);
    }

    private static String toJsonName(CircuitBreakerState state) {
        return state.name().toLowerCase(java.util.Locale.ROOT);
    }

    /** A failure that the circuit breaker counts. */
    private static final class Outage extends RuntimeException {

        private static final long serialVersionUID = 1;

        Outage(Throwable cause) {
            super(null, cause, false, false);
        }
    }
}
