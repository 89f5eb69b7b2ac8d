package io.alerthistory.ingest;

import java.util.LinkedHashMap;
import java.util.Map;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.RecordedFacts.Outcome;

/**
 * What the store is known to have of recent alerts, so that repeats do not reach the database. Prometheus and the event
 * recorder repeat every firing alert about once a minute. Only what the store has acknowledged is known. A missing
 * entry costs a statement and is never wrong.
 */
@ApplicationScoped
class RepeatCache {

    /** With about 350 bytes each, the entries need at most 18 MB. */
    static final int MAX_ENTRIES = 50_000;

    private final Map<AlertKey, KnownAlert> known = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AlertKey, KnownAlert> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /**
     * Whether the store has a report, or would not write it.
     *
     * @param nowUs microseconds since the epoch
     */
    synchronized boolean knows(EpisodeReport report, long nowUs) {
        KnownAlert alert = known.get(report.key());
        return alert != null && alert.has(report.start(), nowUs);
    }

    /**
     * Notes a report that the store has acknowledged.
     *
     * @param isWritten whether the store is known to have written it
     * @param nowUs the instant with which it was stored, in microseconds since the epoch
     */
    synchronized void stored(EpisodeReport report, Outcome outcome, boolean isWritten, long nowUs) {
        KnownAlert before = known.getOrDefault(report.key(), KnownAlert.NOTHING);
        known.put(report.key(), before.with(report.start(), outcome, isWritten, nowUs));
    }

    synchronized int size() {
        return known.size();
    }
}
