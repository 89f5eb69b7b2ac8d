package io.alerthistory.ingest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.Notification.Notified;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.Sha256;
import io.alerthistory.json.Truncation;
import io.alerthistory.redaction.Redaction;

/** Makes a notification of the event that tells of it. */
final class NotificationEvent {

    /** The words of the webhook, by the names of the events. */
    private static final Map<String, String> REASONS = Map.of(
            "NOTIFY_REASON_FIRST_NOTIFICATION", "first notification",
            "NOTIFY_REASON_NEW_ALERTS_IN_GROUP", "new alerts in group",
            "NOTIFY_REASON_NEW_RESOLVED_ALERTS", "some alerts resolved",
            "NOTIFY_REASON_ALL_ALERTS_RESOLVED", "all alerts resolved",
            "NOTIFY_REASON_REPEAT_INTERVAL_ELAPSED", "repeat interval elapsed");

    private static final int MAX_NAME = 255;

    /** The maximum length of a groupKey in characters. It has the route's matchers and the group's labels. */
    private static final int MAX_GROUP_KEY = 16_384;

    private NotificationEvent() {
    }

    /**
     * Makes a notification.
     *
     * @param reports of its alerts, in their order
     * @throws ProblemException when it cannot be recorded; its detail says why
     */
    static Notification of(SentObject envelope, SentObject content, GroupMembers members, List<EpisodeReport> reports,
            String source, Redaction redaction, long atUs) {
        SentObject group = content.object("groupInfo");
        SentObject integration = content.object("integration");
        int index = index(integration);
        String instance = EventReader.limitedOrNull(redaction.textOrNull(envelope.text("instance")), MAX_NAME);
        return new Notification(id(source, envelope, content, group, integration, index), false, atUs, source,
                Truncation.beginning(redaction.text(group.required("groupKey")), MAX_GROUP_KEY),
                name(group, "receiverName", redaction), name(integration, "name", redaction), index,
                reason(content.text("reason"), redaction), 0, instance, alerts(members, reports));
    }

    private static String name(SentObject object, String member, Redaction redaction) {
        return Truncation.beginning(redaction.text(object.required(member)), MAX_NAME);
    }

    /** An index of 0 is absent. */
    private static int index(SentObject integration) {
        try {
            int index = integration.has("index") ? Integer.parseInt(integration.textOrEmpty("index")) : 0;
            if (index >= 0) {
                return index;
            }
        } catch (NumberFormatException e) { // answered below
        }
        throw SentObject.invalid("index of an integration must be a decimal number of 31 bits");
    }

    /**
     * The same in every copy of an event from a source. groupUuid is one life of a group in one process, in which
     * flushId counts. Without it the time of the event takes its place.
     */
    private static String id(String source, SentObject envelope, SentObject content, SentObject group, SentObject integration,
            int index) {
        String life = group.textOrEmpty("groupUuid");
        MessageDigest sha256 = Sha256.begin();
        for (String part : List.of(source,
                life.isEmpty() ? group.required("groupKey") + '@' + envelope.required("@timestamp") : life,
                content.textOrEmpty("flushId"), group.required("receiverName"), integration.required("name"))) {
            sha256.update(part.getBytes(StandardCharsets.UTF_8));
            sha256.update((byte) '|');
        }
        sha256.update(Integer.toString(index).getBytes(StandardCharsets.UTF_8));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(sha256.digest());
    }

    /** The words of the webhook; a reason that is not known yet in the words of its name. */
    private static @Nullable String reason(@Nullable String sent, Redaction redaction) {
        if (sent == null || sent.isEmpty() || sent.endsWith("_UNSPECIFIED")) {
            return null;
        }
        return REASONS.getOrDefault(sent, Truncation.beginning(redaction.text(sent), MAX_NAME));
    }

    private static List<Notified> alerts(GroupMembers members, List<EpisodeReport> reports) {
        List<Notified> alerts = new ArrayList<>(reports.size());
        for (int i = 0; i < reports.size(); i++) {
            EpisodeReport report = reports.get(i);
            alerts.add(new Notified(report.key(), report.start().startsAtUs(),
                    members.state(i, report.start().toldEndUs() != null)));
        }
        return alerts;
    }
}
