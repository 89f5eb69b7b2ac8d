package io.alerthistory.ingest;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Fingerprint;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.redaction.Redaction;

/**
 * Reads events of Alertmanager's event recorder, in the shape of 0.33 and 0.34 as well as in that of 0.35. The two
 * differ in how they write label sets and members of a group, and are told apart by that.
 * <p>
 * Everything follows from the content of an event. Its time only says when an alert was seen.
 */
public final class EventReader {

    private static final AlertFacts NOTHING = AlertFacts.of(List.of());
    private static final String TIMESTAMP = "@timestamp";

    private final String source;
    private final Redaction redaction;
    private final long nowUs;
    private final AtomicLong oldestUs;

    /**
     * Makes a reader for the events of a request.
     *
     * @param source the name of the sender
     * @param nowUs when the request was received, in microseconds since the epoch
     */
    public EventReader(String source, Redaction redaction, long nowUs) {
        this.source = source;
        this.redaction = redaction;
        this.nowUs = nowUs;
        oldestUs = new AtomicLong(nowUs);
    }

    /**
     * Reads an event.
     *
     * @return empty when its type is unknown
     * @throws ProblemException when it cannot be recorded; its detail says why
     */
    public Optional<AlertFacts> read(JsonText event) {
        SentObject envelope = SentObject.storable(event, "event");
        long atUs = Math.min(SentTime.required(envelope, TIMESTAMP), nowUs); // the sender's clock may be ahead
        oldestUs.accumulateAndGet(atUs, Math::min);
        SentObject data = envelope.object("data");
        List<String> types = data.objects();
        if (types.size() != 1) {
            throw SentObject.invalid("data must have exactly one object, whose name is the type of the event");
        }
        SentObject content = data.object(types.get(0));
        return Optional.ofNullable(switch (types.get(0)) {
            case "alertmanagerStartupEvent", "alertmanagerShutdownEvent" -> NOTHING;
            case "alertCreated" -> AlertFacts.of(List.of(report(content.object("alert"), atUs)));
            case "alertGrouped", "alertResolved" ->
                AlertFacts.of(List.of(report(content.object("alert").object("details"), atUs)));
            case "notification" -> notification(envelope, content, atUs);
            case "silenceCreated", "silenceUpdated" ->
                new AlertFacts(List.of(), List.of(), List.of(silence(content.object("silence"))), List.of());
            case "silenceMutedAlert" -> silenced(content, atUs);
            case "inhibitionMutedAlert" -> inhibited(content, atUs);
            default -> null;
        });
    }

    /**
     * The time of the oldest event that was read, in microseconds since the epoch; when the request was received if there is
     * none.
     */
    public long oldestUs() {
        return oldestUs.get();
    }

    private EpisodeReport report(SentObject alert, long atUs) {
        return new EpisodeReport(alert(alert), start(alert, atUs));
    }

    private ReportedAlert alert(SentObject alert) {
        AlertKey key = new AlertKey(source, fingerprint(alert.required("fingerprint")));
        SortedMap<String, String> labels = LabelSet.identity(alert.structure("labels"));
        return new ReportedAlert(key, LabelSet.redacted(labels, redaction),
                LabelSet.annotations(alert.structure("annotations"), "annotations", redaction), null);
    }

    /** Makes 16 hexadecimal digits of the decimal number of an event. */
    private static String fingerprint(String decimal) {
        try {
            return Fingerprint.ofDecimal(decimal);
        } catch (NumberFormatException e) {
            throw SentObject.invalid("fingerprint must be a decimal number of 64 bits without a sign");
        }
    }

    /** A notification has no end for an alert that fires; other events have the end that its sender promised. */
    private ReportedStart start(SentObject alert, long atUs) {
        long startsAtUs = SentTime.required(alert, "startsAt");
        Long endsAtUs = SentTime.of(alert, "endsAt");
        if (alert.isTrue("resolved")) {
            return ReportedStart.ended(startsAtUs, endsAtUs == null ? atUs : endsAtUs, nowUs);
        }
        return endsAtUs == null ? ReportedStart.seen(startsAtUs, atUs, nowUs)
                : ReportedStart.leased(startsAtUs, endsAtUs, nowUs);
    }

    private AlertFacts notification(SentObject envelope, SentObject content, long atUs) {
        GroupMembers members = GroupMembers.of(content);
        List<EpisodeReport> reports = content.array("alerts").stream()
                .map(member -> report(SentObject.of(member, "alert").object("details"), atUs)).toList();
        return new AlertFacts(reports,
                List.of(NotificationEvent.of(envelope, content, members, reports, source, redaction, atUs)),
                List.of(), List.of());
    }

    private Silence silence(SentObject silence) {
        return SentSilence.of(silence, source, SentMatchers.ofSilence(silence, redaction), redaction, false);
    }

    /** The event has the whole silence, which only one of several Alertmanagers told when it was made. */
    private AlertFacts silenced(SentObject content, long atUs) {
        Silence silence = silence(content.object("silence"));
        return new AlertFacts(List.of(), List.of(), List.of(silence),
                List.of(suppression(content, Suppression.Kind.SILENCED, silence.silenceId(), atUs)));
    }

    private AlertFacts inhibited(SentObject content, long atUs) {
        String ref = InhibitionRef.of(content, redaction);
        return new AlertFacts(List.of(), List.of(), List.of(),
                List.of(suppression(content, Suppression.Kind.INHIBITED, ref, atUs)));
    }

    private Suppression suppression(SentObject content, Suppression.Kind kind, String ref, long atUs) {
        return new Suppression(alert(content.object("mutedAlert")), kind, ref, atUs);
    }

    /** The beginning of a text; null when it is absent or empty. */
    static @Nullable String limitedOrNull(@Nullable String text, int max) {
        return text == null || text.isEmpty() ? null : Truncation.beginning(text, max);
    }
}
