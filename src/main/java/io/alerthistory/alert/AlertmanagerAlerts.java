package io.alerthistory.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Ids;
import io.alerthistory.session.Micros;
import io.alerthistory.session.SessionStatus;

/** Makes a session of one alert of a notification: one for every firing of every alert. */
final class AlertmanagerAlerts {

    static final String SOURCE = "alertmanager";

    private static final int MAX_NAME = 255;

    private AlertmanagerAlerts() {
    }

    /**
     * Reads one alert.
     *
     * @param alert as it was sent; null for a JSON null
     * @throws ProblemException when this alert cannot be recorded; its detail says why
     */
    static FiringSession session(AlertGroup group, @Nullable JsonText alert, long nowUs) {
        if (alert == null || !alert.isObject()) {
            throw invalid("must be an object");
        }
        AlertFields fields = AlertFields.of(alert);
        Instant startsAt = instant(fields, "startsAt");
        AlertSession session = new AlertSession();
        session.sessionId = Ids.next(nowUs);
        session.alertId = name(required(fields, "fingerprint"), "fingerprint") + "@" + startsAt;
        session.agentType = SOURCE;
        session.chainId = SOURCE;
        session.alertType = name(fields.get(AlertFields.ALERT_NAME), AlertFields.ALERT_NAME);
        session.runbookUrl = fields.get(AlertFields.RUNBOOK);
        session.startedAtUs = micros(startsAt, "startsAt");
        String status = required(fields, "status");
        if (status.equals("resolved")) {
            session.status = SessionStatus.COMPLETED;
            // Two machines' clocks: an end before the beginning is shown as no duration; alert_data keeps what was sent.
            session.completedAtUs = Math.max(micros(instant(fields, "endsAt"), "endsAt"), session.startedAtUs);
        } else if (status.equals("firing")) {
            session.status = SessionStatus.IN_PROGRESS;
        } else {
            throw invalid("status must be firing or resolved");
        }
        requireStorable(group.defect());
        requireStorable(alert.defect());
        session.contentDigest = ""; // the webhook never compares: a firing is told by its alert_id
        session.version = 1;
        return new FiringSession(session, alert);
    }

    private static void requireStorable(@Nullable String defect) {
        if (defect != null) {
            throw invalid("every string and number " + defect);
        }
    }

    private static Instant instant(AlertFields alert, String member) {
        try {
            return OffsetDateTime.parse(required(alert, member)).toInstant();
        } catch (DateTimeParseException e) {
            throw invalid(member + " must be an instant as RFC 3339 writes it");
        }
    }

    private static long micros(Instant instant, String member) {
        // By the second first: what RFC 3339 cannot write, Java's parser takes, up to years whose microseconds are no long.
        if (instant.getEpochSecond() < 0 || instant.getEpochSecond() > Micros.GREATEST / 1_000_000) {
            throw invalid(member + " must lie between the years 1970 and 9999");
        }
        return Micros.of(instant);
    }

    private static String required(AlertFields alert, String member) {
        String value = alert.get(member);
        if (value == null || value.isEmpty()) {
            throw invalid(member + " is missing or no string");
        }
        return value;
    }

    private static @Nullable String name(@Nullable String name, String member) {
        if (name != null && name.length() > MAX_NAME) {
            throw invalid(member + " must have at most " + MAX_NAME + " characters");
        }
        return name;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ErrorCode.INVALID_FIELD, message);
    }
}
