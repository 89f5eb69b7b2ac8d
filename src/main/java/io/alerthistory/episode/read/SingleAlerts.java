package io.alerthistory.episode.read;

import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.statistics.AlertFigures;
import io.alerthistory.error.ProblemException;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;

/** What only single alerts have: whether and how much they flap, and how soon the machine reacts. */
@ApplicationScoped
public class SingleAlerts {

    private final StatisticsStore statistics;
    private final AlertReadStore alerts;
    private final NamedAlerts named;
    private final Clock clock;

    SingleAlerts(StatisticsStore statistics, AlertReadStore alerts, NamedAlerts named, Clock clock) {
        this.statistics = statistics;
        this.alerts = alerts;
        this.named = named;
        this.clock = clock;
    }

    /** The figures of alerts in the last 30 days in UTC, in their order. */
    Uni<List<AlertFigures>> figures(List<DetailedAlert> shown) {
        long now = Micros.now(clock);
        long from = new Calendar(AlertStatistics.UTC).lastDays(AlertStatistics.DEFAULT_DAYS, now).fromUs();
        return Multi.createFrom().iterable(shown).onItem().transformToUniAndConcatenate(alert -> statistics.recent(alert, from)
                .map(episodes -> AlertFigures.of(alert.source(), episodes, from, now))).collect().asList();
    }

    /**
     * The figures of one alert.
     *
     * @throws ProblemException 404 unknown, 409 when several sources have it
     */
    public Uni<AlertFigures> figures(String fingerprint, @Nullable String source) {
        return named.one(fingerprint, source).flatMap(alert -> figures(List.of(alert))).map(figures -> figures.get(0));
    }

    /** Which of some alerts flap now. */
    public Uni<Set<AlertKey>> flapping(Collection<AlertKey> shown) {
        List<AlertKey> asked = shown.stream().distinct().limit(AlertReadStore.MAX_INVESTIGATED).toList();
        return asked.isEmpty() ? Uni.createFrom().item(Set.of())
                : alerts.flapping(asked, Micros.now(clock)).map(Set::copyOf);
    }
}
