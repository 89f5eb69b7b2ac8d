package io.alerthistory.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/**
 * What an operator has to do before the database accepts this service again, as a warning and a log line. It holds
 * until a probe succeeds, or for a minute after the last refusal.
 */
@Singleton
public class DatabaseAdvice implements WarningSource {

    private static final Logger LOG = Logger.getLogger(DatabaseAdvice.class);
    private static final Duration VALIDITY = Duration.ofMinutes(1);

    private record Given(String text, Instant since, Instant last) {
    }

    private final AtomicReference<@Nullable Given> given = new AtomicReference<>();
    private final Clock clock;

    DatabaseAdvice(Clock clock) {
        this.clock = clock;
    }

    /** Logs the advice once while it holds, independent of the number of failed requests. */
    void on(@Observes HistoryEvent.DatabaseRefused refused) {
        Instant now = clock.instant();
        Given before = current();
        boolean known = before != null && before.text.equals(refused.advice());
        given.set(new Given(refused.advice(), known && before != null ? before.since : now, now));
        if (!known) {
            LOG.errorf("The database refuses this service: %s", refused.advice());
        }
    }

    void on(@Observes HistoryEvent.DatabaseSeen seen) {
        if (seen.up()) {
            given.set(null);
        }
    }

    /** The advice; empty when there is none. */
    public Optional<String> text() {
        return Optional.ofNullable(current()).map(Given::text);
    }

    @Override
    public Uni<List<Warning>> warnings() {
        Given now = current();
        return Uni.createFrom().item(now == null ? List.of()
                : List.of(new Warning("database_refuses", "database", "The database refuses this service: " + now.text(),
                        "The service cannot use the database until an operator fixes this",
                        ChronoUnit.MICROS.between(Instant.EPOCH, now.since()))));
    }

    private @Nullable Given current() {
        Given last = given.get();
        return last == null || last.last.plus(VALIDITY).isBefore(clock.instant()) ? null : last;
    }
}
