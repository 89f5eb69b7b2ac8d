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
 * What an operator has to do before the database serves again, as a warning and a line of the log. It holds until the database
 * was seen well, or for a minute after it last refused.
 */
@Singleton
public class DatabaseAdvice implements WarningSource {

    private static final Logger LOG = Logger.getLogger(DatabaseAdvice.class);
    private static final Duration HOLDS = Duration.ofMinutes(1);

    private record Given(String text, Instant since, Instant last) {
    }

    private final AtomicReference<@Nullable Given> given = new AtomicReference<>();
    private final Clock clock;

    DatabaseAdvice(Clock clock) {
        this.clock = clock;
    }

    /** Logged once as long as it holds, however many requests meet it. */
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

    /** What to do; empty when nothing is known. */
    public Optional<String> text() {
        return Optional.ofNullable(current()).map(Given::text);
    }

    @Override
    public Uni<List<Warning>> warnings() {
        Given now = current();
        return Uni.createFrom().item(now == null ? List.of()
                : List.of(new Warning("database_refuses", "database", "The database refuses this service: " + now.text(),
                        "It does not serve before an operator has done that",
                        ChronoUnit.MICROS.between(Instant.EPOCH, now.since()))));
    }

    private @Nullable Given current() {
        Given last = given.get();
        return last == null || last.last.plus(HOLDS).isBefore(clock.instant()) ? null : last;
    }
}
