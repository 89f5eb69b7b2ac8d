package io.alerthistory.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.id.Ids;
import io.alerthistory.json.ContentDigest;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.time.Micros;

/** Makes a session of each alert of a notification. */
final class AlertmanagerAlerts {

    static final String SOURCE = "alertmanager";

    /** The maximum length of an alert_type in characters; a longer alertname is truncated. */
    private static final int MAX_NAME = 255;

    /** Go's zero time, which Alertmanager sends when a time is not set. */
    private static final Instant UNSET = Instant.parse("0001-01-01T00:00:00Z");

    private AlertmanagerAlerts() {
    }

    /**
     * Reads one alert.
     *
     * @param alert as it was sent; null for a JSON null
     * @param source of the alert
     * @param redaction of what is stored, after the alert was identified by what was sent
     * @throws ProblemException when this alert cannot be recorded; its detail says why
     */
    static FiringSession session(AlertGroup group, @Nullable JsonText alert, String source, Redaction redaction,
            long nowUs) {
        if (alert == null || !alert.isObject()) {
            throw invalid("must be an object");
        }
        AlertFields fields = AlertFields.of(alert, group.names());
        if (!fields.noLabels().isEmpty()) {
            throw invalid(String.join(" and ", new TreeSet<>(fields.noLabels())) + " must be an object of strings");
        }
        Instant startsAt = instant(required(fields, "startsAt"), "startsAt");
        requireInRange(startsAt, "startsAt");
        String fingerprint = fingerprint(required(fields, "fingerprint"));
        AlertStart start = AlertStart.of(startsAt);
        AlertSession session = new AlertSession();
        session.sessionId = Ids.next(nowUs);
        session.alertId = AlertReport.alertId(fingerprint, start);
        session.agentType = SOURCE;
        session.chainId = SOURCE;
        String name = fields.get(AlertFields.ALERT_NAME);
        session.alertType = name == null ? null : Truncation.beginning(redaction.text(name), MAX_NAME);
        session.runbookUrl = redaction.textOrNull(fields.get(AlertFields.RUNBOOK));
        session.startedAtUs = start.us();
        session.alertSource = source;
        session.alertFingerprint = fingerprint;
        session.alertStartsAtUs = start.us();
        boolean endIsReported = takeStatus(session, fields, nowUs);
        requireStorable(group.defect());
        requireStorable(alert.defect());
        session.contentDigest = ""; // unused: the webhook identifies a firing by its alert_id and compares no content
        session.version = 1;
        return new FiringSession(new AlertReport(fingerprint, start, endIsReported, session), redaction.json(alert),
                Set.copyOf(fields.present()));
    }

    /** Reads status and end; returns whether the alert reports an end. */
    private static boolean takeStatus(AlertSession session, AlertFields fields, long nowUs) {
        String status = required(fields, "status");
        if (status.equals("firing")) {
            session.status = SessionStatus.IN_PROGRESS;
            return false;
        }
        if (!status.equals("resolved")) {
            throw invalid("status must be firing or resolved");
        }
        session.status = SessionStatus.COMPLETED;
        String sent = fields.get("endsAt");
        Instant endsAt = sent == null || sent.isEmpty() ? UNSET : instant(sent, "endsAt");
        boolean reported = !endsAt.equals(UNSET);
        if (reported) {
            requireInRange(endsAt, "endsAt");
        }
        // The clocks of two machines may differ: an end before the start becomes a duration of 0. alert_data keeps what
        // was sent.
        session.completedAtUs = Math.max(reported ? Micros.of(endsAt) : nowUs, session.startedAtUs);
        return reported;
    }

    /** A fingerprint longer than a usual one is replaced by its digest. */
    private static String fingerprint(String sent) {
        return sent.length() <= MAX_NAME ? sent : "sha256:" + new ContentDigest().add("fingerprint", sent).hex();
    }

    private static void requireStorable(@Nullable String defect) {
        if (defect != null) {
            throw invalid("each string and number " + defect);
        }
    }

    private static Instant instant(String text, String member) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid(member + " must be an instant in the format of RFC 3339");
        }
    }

    /** Compares seconds, because Java's parser accepts years whose microseconds exceed a long. */
    private static void requireInRange(Instant instant, String member) {
        if (instant.getEpochSecond() < 0 || instant.getEpochSecond() > Micros.MAX / 1_000_000) {
            throw invalid(member + " must be between the years 1970 and 9999");
        }
    }

    private static String required(AlertFields alert, String member) {
        String value = alert.get(member);
        if (value == null || value.isEmpty()) {
            throw invalid(member + " is required and must be a string");
        }
        return value;
    }

    static ProblemException invalid(String message) {
        return new ProblemException(ErrorCode.INVALID_FIELD, message);
    }
}
