package io.alerthistory.ingest;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Fingerprint;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;

/** Reads the alerts and silences that the API of an Alertmanager lists. What is invalid is counted and left out. */
final class PolledReader {

    private static final int MAX_NAME = 255;

    /** The maximum number of silences, or of alerts that inhibit, of an alert. */
    private static final int MAX_REASONS = 20;

    private final String source;
    private final Redaction redaction;
    private final long nowUs;
    private final AtomicInteger rejected = new AtomicInteger();

    PolledReader(String source, Redaction redaction, long nowUs) {
        this.source = source;
        this.redaction = redaction;
        this.nowUs = nowUs;
    }

    /**
     * An alert that fires, and why nobody is told.
     *
     * @param suppressions empty when somebody is told
     */
    record PolledAlert(EpisodeReport report, List<Suppression> suppressions) {
    }

    /** The number of elements that were invalid. */
    int rejected() {
        return rejected.get();
    }

    List<PolledAlert> alerts(JsonItems sent) {
        return each(sent, this::alert);
    }

    List<Silence> silences(JsonItems sent) {
        return each(sent, this::silence);
    }

    private interface Reading<T> {
        T read(SentObject object);
    }

    private <T> List<T> each(JsonItems sent, Reading<T> reading) {
        List<T> all = new ArrayList<>();
        for (JsonText element : sent.items()) {
            try {
                all.add(reading.read(SentObject.storable(element, "element")));
            } catch (ProblemException invalid) {
                rejected.incrementAndGet();
            }
        }
        return all;
    }

    private PolledAlert alert(SentObject alert) {
        SortedMap<String, String> labels = LabelSet.identity(alert.structure("labels"));
        long startsAtUs = SentTime.required(alert, "startsAt");
        Long endsAtUs = SentTime.of(alert, "endsAt");
        ReportedAlert reported = new ReportedAlert(new AlertKey(source, Fingerprint.of(labels)),
                LabelSet.redacted(labels, redaction),
                LabelSet.annotations(alert.structure("annotations"), "annotations", redaction),
                PostedAlert.extra(alert, redaction));
        ReportedStart start = endsAtUs == null ? ReportedStart.seen(startsAtUs, nowUs, nowUs)
                : ReportedStart.leased(startsAtUs, endsAtUs, nowUs);
        return new PolledAlert(new EpisodeReport(reported, start), suppressions(reported, alert));
    }

    private List<Suppression> suppressions(ReportedAlert alert, SentObject sent) {
        SentObject status = sent.object("status");
        List<Suppression> found = new ArrayList<>();
        texts(status, "silencedBy").forEach(id -> found.add(new Suppression(alert, Suppression.Kind.SILENCED, id, nowUs)));
        SortedSet<String> inhibitors = texts(status, "inhibitedBy");
        if (!inhibitors.isEmpty()) {
            // The API does not name the rule.
            found.add(new Suppression(alert, Suppression.Kind.INHIBITED, "|" + String.join(",", inhibitors), nowUs));
        }
        return found;
    }

    private static SortedSet<String> texts(SentObject object, String name) {
        SortedSet<String> texts = new TreeSet<>();
        for (JsonText element : object.array(name)) {
            String text = element.tree().isTextual() ? element.tree().textValue() : "";
            if (text.isEmpty() || text.length() > MAX_NAME || texts.size() == MAX_REASONS) {
                throw SentObject.invalid(name + " must have at most 20 strings of 1 to 255 characters");
            }
            texts.add(text);
        }
        return texts;
    }

    private Silence silence(SentObject silence) {
        return SentSilence.of(silence, source, SentMatchers.ofApi(silence, redaction), redaction, true);
    }
}
