package io.alerthistory.ingest;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.ingest.PolledReader.PolledAlert;

/**
 * What a poll told, and what of it the store has. The same silences and the same suppressed alerts are told every time, and are
 * written once, or again after a while.
 *
 * @param up whether the Alertmanager responded
 * @param silences the newest version of each
 * @param suppressed when each was written last, in microseconds since the epoch
 */
record PolledFacts(boolean up, List<EpisodeReport> reports, Map<String, Silence> silences,
        Map<Suppressed, Suppression> suppressions, Map<Suppressed, Long> suppressed) {

    static final PolledFacts NONE = new PolledFacts(true, List.of(), Map.of(), Map.of(), Map.of());

    /** Sights that are at most an hour apart are one interval in the database. */
    private static final long REPEAT_US = 1_200_000_000L;

    /** That an episode is held back for a reason. */
    record Suppressed(AlertKey alert, long startsAtUs, Suppression.Kind kind, String ref) {
    }

    static PolledFacts of(List<PolledAlert> alerts, List<Silence> silences, long nowUs) {
        Map<Suppressed, Suppression> suppressions = alerts.stream()
                .flatMap(alert -> alert.suppressions().stream().map(sight -> Map.entry(
                        new Suppressed(alert.report().key(), alert.report().start().startsAtUs(), sight.kind(), sight.ref()),
                        sight)))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, other) -> one));
        return new PolledFacts(true, alerts.stream().map(PolledAlert::report).toList(),
                silences.stream().collect(Collectors.toMap(Silence::silenceId, silence -> silence,
                        (one, other) -> one.updatedAtUs() >= other.updatedAtUs() ? one : other)),
                suppressions, suppressions.keySet().stream().collect(Collectors.toMap(key -> key, key -> nowUs)));
    }

    /** What the store may not have. */
    AlertFacts newsSince(PolledFacts before) {
        return new AlertFacts(reports, List.of(),
                silences.values().stream().filter(silence -> !before.has(silence)).toList(),
                suppressions.entrySet().stream().filter(sight -> before.isDue(sight.getKey(), at(sight.getKey())))
                        .map(Map.Entry::getValue).toList());
    }

    /** The same once that is stored, without what is not needed for the next poll. */
    PolledFacts after(PolledFacts before) {
        return new PolledFacts(true, List.of(), silences, Map.of(), suppressed.keySet().stream().collect(Collectors.toMap(
                key -> key, key -> before.isDue(key, at(key)) ? at(key) : before.at(key))));
    }

    PolledFacts down() {
        return new PolledFacts(false, List.of(), silences, Map.of(), suppressed);
    }

    private boolean has(Silence silence) {
        Silence stored = silences.get(silence.silenceId());
        return stored != null && stored.updatedAtUs() == silence.updatedAtUs() && stored.endsAtUs() == silence.endsAtUs();
    }

    private boolean isDue(Suppressed key, long nowUs) {
        return Stream.ofNullable(suppressed.get(key)).allMatch(written -> nowUs - written >= REPEAT_US);
    }

    private long at(Suppressed key) {
        return suppressed.getOrDefault(key, 0L);
    }
}
