package io.alerthistory.alert;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.json.Utf8Builder;
import io.alerthistory.redaction.Redaction;

/**
 * What a notification of the webhook says about the episodes of its alerts, and that its receiver was told.
 *
 * @param source of all its alerts
 * @param reason why it was sent; null when the sender does not say
 * @param truncated the number of alerts that the sender left out
 */
record AlertEpisodes(String source, String receiver, String groupKey, @Nullable String reason, int truncated) {

    private static final String INTEGRATION = "webhook";

    /** The maximum length of a group key or a reason in characters; a longer one is truncated. */
    private static final int MAX_TEXT = 1_000;

    /** The maximum length of the name of a receiver or a source in characters; a longer one is truncated. */
    private static final int MAX_NAME = 255;

    /** The maximum size of annotations, and of all other members, in bytes. Larger ones stay in the session alone. */
    private static final int MAX_MEMBER = 32_768;

    /** The maximum size of labels in bytes. An alert with more has a session alone: lists have the labels of many alerts. */
    static final int MAX_LABELS = 16_384;

    private static final String LABELS = "labels";
    private static final String ANNOTATIONS = "annotations";

    private static final List<String> EXTRA = List.of("generatorURL", "values", "valueString", "silenceURL", "dashboardURL",
            "panelURL", "imageURL", "ruleUID");

    private static final Set<String> MEMBERS = Stream.concat(Stream.of(LABELS, ANNOTATIONS), EXTRA.stream())
            .collect(Collectors.toUnmodifiableSet());

    /**
     * Reads the envelope.
     *
     * @param source that the sender's URL names; null when it names none: then the organisation of Grafana is the
     *        source
     */
    static AlertEpisodes of(AlertmanagerNotification notification, @Nullable String source, Redaction redaction) {
        String named = source == null ? text(other(notification, "orgId")) : source;
        return new AlertEpisodes(Truncation.beginning(Objects.requireNonNullElse(named, ""), MAX_NAME),
                redacted(notification.receiver(), MAX_NAME, redaction), redacted(notification.groupKey(), MAX_TEXT, redaction),
                text(other(notification, "notification_reason")) == null ? null
                        : redacted(other(notification, "notification_reason"), MAX_TEXT, redaction),
                number(other(notification, "truncatedAlerts")));
    }

    /** What some of the alerts report. */
    AlertFacts facts(Collection<FiringSession> alerts, long nowUs) {
        return AlertFacts.of(alerts.stream().filter(AlertEpisodes::isBounded).map(alert -> report(alert, nowUs)).toList());
    }

    /**
     * What the last of the alerts report, and the notification with all of them.
     *
     * @param all the last ones, and those that are stored already
     */
    AlertFacts facts(Collection<FiringSession> last, Collection<FiringSession> all, long nowUs) {
        ContentDigest digest = new ContentDigest().add("source", source).add("receiver", receiver).add("groupKey", groupKey)
                .add("reason", reason);
        all.forEach(alert -> digest.add("alert", alert.alert()));
        List<Notification.Notified> notified = all.stream().filter(AlertEpisodes::isBounded).map(FiringSession::report)
                .map(report -> new Notification.Notified(key(report), report.startsAtUs(),
                        report.isResolved() ? Notification.State.RESOLVED : Notification.State.FIRING))
                .toList();
        return new AlertFacts(facts(last, nowUs).reports(),
                List.of(new Notification(digest.hex(), true, nowUs, source, groupKey, receiver,
                        INTEGRATION, 0, reason, truncated, null, notified)),
                List.of(), List.of());
    }

    /** The organisation of Grafana in what is stored of an alert; empty when it has none. */
    static String organisation(JsonText alert) {
        return Truncation.beginning(Objects.requireNonNullElse(text(alert.member("orgId")), ""), MAX_NAME);
    }

    static boolean isBounded(FiringSession alert) {
        return isBounded(alert.alert());
    }

    static boolean isBounded(JsonText alert) {
        JsonText labels = alert.member(LABELS);
        return labels == null || labels.length() <= MAX_LABELS;
    }

    private AlertKey key(AlertReport report) {
        return new AlertKey(source, report.fingerprint());
    }

    private EpisodeReport report(FiringSession alert, long nowUs) {
        AlertReport report = alert.report();
        ReportedStart start = report.isResolved() ? ReportedStart.ended(report.startsAtUs(), report.endsAtUs(), nowUs)
                : ReportedStart.seen(report.startsAtUs(), nowUs, nowUs);
        return new EpisodeReport(reported(key(report), alert.alert()), start);
    }

    /** What an alert says of itself, in the shape of the webhook. */
    static ReportedAlert reported(AlertKey key, JsonText alert) {
        Map<String, JsonText> members = alert.members(MEMBERS);
        return new ReportedAlert(key, labels(members.get(LABELS)), bounded(members.get(ANNOTATIONS)), extra(members));
    }

    private static TreeMap<String, String> labels(@Nullable JsonText sent) {
        TreeMap<String, String> labels = new TreeMap<>();
        if (sent != null && sent.isObject()) {
            sent.tree().properties().forEach(label -> {
                if (!label.getValue().asText().isEmpty()) {
                    labels.put(label.getKey(), label.getValue().asText());
                }
            });
        }
        return labels;
    }

    private static @Nullable JsonText extra(Map<String, JsonText> members) {
        Utf8Builder extra = new Utf8Builder();
        for (String name : EXTRA) {
            JsonText value = members.get(name);
            if (value != null && value.length() <= MAX_MEMBER / EXTRA.size()) {
                extra.append((extra.length() == 0 ? "{\"" : ",\"") + name + "\":").append(value.utf8());
            }
        }
        return extra.length() == 0 ? null : new JsonText(extra.append('}').toUtf8());
    }

    private static @Nullable JsonText bounded(@Nullable JsonText object) {
        return object != null && object.isObject() && object.length() <= MAX_MEMBER ? object : null;
    }

    private static @Nullable JsonText other(AlertmanagerNotification notification, String name) {
        return notification.others() == null ? null : notification.others().get(name);
    }

    private static String redacted(@Nullable JsonText value, int max, Redaction redaction) {
        return Truncation.beginning(redaction.text(Objects.requireNonNullElse(text(value), "")), max);
    }

    /** A string or a number as text; null for anything else, and for what no database can store. */
    private static @Nullable String text(@Nullable JsonText value) {
        if (value == null || value.length() > MAX_MEMBER || value.defect() != null) {
            return null;
        }
        try (JsonParser in = value.parser()) {
            JsonToken token = in.nextToken();
            return token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT ? in.getText() : null;
        } catch (IOException e) {
            throw new UncheckedIOException(e); // unreachable: the text was parsed before
        }
    }

    private static int number(@Nullable JsonText value) {
        String text = text(value);
        return text != null && text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    }
}
