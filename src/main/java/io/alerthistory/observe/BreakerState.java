package io.alerthistory.observe;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;

/**
 * The state of the database's circuit breaker, as a metric and a warning. A database without a breaker has a closed
 * one.
 */
@Singleton
public class BreakerState implements WarningSource {

    private static final String CLOSED = "closed";

    private record State(String name, Instant since) {
    }

    private final AtomicReference<State> current;
    private final Clock clock;

    BreakerState(MeterRegistry registry, Clock clock) {
        this.clock = clock;
        current = new AtomicReference<>(new State(CLOSED, clock.instant()));
        for (String state : List.of(CLOSED, "half_open", "open")) {
            Gauge.builder("alert_history_database_breaker_state", this, self -> self.name().equals(state) ? 1 : 0)
                    .description("1 for the current state of the circuit breaker, 0 for the others").tag("state", state)
                    .register(registry);
        }
    }

    void on(@Observes HistoryEvent.BreakerChanged changed) {
        current.set(new State(changed.state(), clock.instant()));
    }

    /** Whether requests are refused. */
    public boolean isOpen() {
        return name().equals("open");
    }

    /** closed, open or half_open. */
    public String name() {
        return state().name();
    }

    @Override
    public Uni<List<Warning>> warnings() {
        return Uni.createFrom().item(isOpen()
                ? List.of(new Warning("database_breaker", "database", "The database's circuit breaker is open",
                        "Requests fail with 503 until the next probe succeeds",
                        ChronoUnit.MICROS.between(Instant.EPOCH, state().since())))
                : List.of());
    }

    private State state() {
        return Objects.requireNonNull(current.get());
    }
}
