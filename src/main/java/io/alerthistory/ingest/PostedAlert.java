package io.alerthistory.ingest;

import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Fingerprint;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;

/** Reads an alert as Prometheus posts it, by the rules of Alertmanager's API. */
final class PostedAlert {

    /** Alertmanager's resolve_timeout: how long an alert fires whose sender does not say. */
    private static final long RESOLVE_TIMEOUT_US = 300_000_000;

    /**
     * An end that is at most so long ago was reached while the sender watched. An older one may be what the sender once
     * promised, and is repeated after a pause.
     */
    private static final long RECENT_US = 10_000_000;

    private static final int MAX_URL = 8192;
    private static final String GENERATOR_URL = "generatorURL";

    private PostedAlert() {
    }

    /**
     * Reads an alert.
     *
     * @param nowUs when it was received, in microseconds since the epoch
     * @throws ProblemException when it cannot be recorded; its detail says why
     */
    static EpisodeReport report(JsonText sent, String source, Redaction redaction, long nowUs) {
        SentObject alert = SentObject.storable(sent, "alert");
        SortedMap<String, String> labels = LabelSet.identity(labels(alert, "labels"));
        AlertKey key = new AlertKey(source, Fingerprint.of(labels));
        ReportedAlert reported = new ReportedAlert(key, LabelSet.redacted(labels, redaction),
                LabelSet.annotations(labels(alert, "annotations"), "annotations", redaction), extra(alert, redaction));
        return new EpisodeReport(reported, start(alert, nowUs), SentTime.of(alert, "startsAt") != null);
    }

    private static @Nullable JsonText labels(SentObject alert, String name) {
        if (alert.text(name) != null) {
            throw SentObject.invalid(name + " must be an object of strings");
        }
        return alert.structure(name);
    }

    private static ReportedStart start(SentObject alert, long nowUs) {
        Long sentStart = SentTime.of(alert, "startsAt");
        Long sentEnd = SentTime.of(alert, "endsAt");
        long end = sentEnd == null ? nowUs + RESOLVE_TIMEOUT_US : sentEnd;
        // Alertmanager takes any end for the start. One in the future would make an alert that does not fire yet.
        long start = sentStart == null ? Math.min(end, nowUs) : sentStart;
        if (end < start) {
            throw SentObject.invalid("endsAt must not be before startsAt");
        }
        if (end > nowUs) {
            return ReportedStart.leased(start, end, nowUs);
        }
        return nowUs - end <= RECENT_US ? ReportedStart.ended(start, end, nowUs)
                : ReportedStart.doubtfullyEnded(start, end, nowUs);
    }

    /** What else it says; null when that is nothing, or too long. */
    static @Nullable JsonText extra(SentObject alert, Redaction redaction) {
        String url = alert.textOrEmpty(GENERATOR_URL);
        return url.isEmpty() || url.length() > MAX_URL ? null
                : JsonText.of(JsonNodeFactory.instance.objectNode().put(GENERATOR_URL, redaction.text(url)));
    }
}
