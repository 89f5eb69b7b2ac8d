package io.alerthistory.alert;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;

import jakarta.enterprise.context.ApplicationScoped;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.Ids;
import io.alerthistory.session.Micros;
import io.alerthistory.session.SearchDocument;
import io.alerthistory.session.SessionStatus;

/** Makes a session of one alert of a notification: one for every firing of every alert. */
@ApplicationScoped
class AlertmanagerAlerts {

    static final String SOURCE = "alertmanager";

    private static final int LONGEST_NAME = 255;

    private final ObjectMapper json;

    AlertmanagerAlerts(ObjectMapper json) {
        this.json = json;
    }

    /** @throws ProblemException when this alert cannot be recorded; its detail says why */
    AlertSession session(AlertmanagerNotification notification, JsonNode alert, long nowUs) {
        Instant startsAt = instant(alert, "startsAt");
        AlertSession session = new AlertSession();
        session.sessionId = Ids.next(nowUs);
        session.alertId = name(required(alert, "fingerprint"), "fingerprint") + "@" + startsAt;
        session.agentType = SOURCE;
        session.chainId = SOURCE;
        session.alertType = name(alert.path("labels").path("alertname").textValue(), "labels.alertname");
        session.runbookUrl = alert.path("annotations").path("runbook_url").textValue();
        session.startedAtUs = micros(startsAt, "startsAt");
        String status = required(alert, "status");
        if (status.equals("resolved")) {
            session.status = SessionStatus.COMPLETED;
            // Two machines' clocks: an end before the beginning is shown as no duration; alert_data keeps what was sent.
            session.completedAtUs = Math.max(micros(instant(alert, "endsAt"), "endsAt"), session.startedAtUs);
        } else if (status.equals("firing")) {
            session.status = SessionStatus.IN_PROGRESS;
        } else {
            throw invalid("status must be firing or resolved");
        }
        session.alertData = alertData(notification, alert);
        session.contentDigest = ""; // the webhook never compares: a firing is told by its alert_id
        session.searchDocument = SearchDocument.of(session);
        session.version = 1;
        return session;
    }

    /** The alert as it was sent, with what its group says about it. */
    private JsonText alertData(AlertmanagerNotification notification, JsonNode alert) {
        ObjectNode data = ((ObjectNode) alert).deepCopy();
        data.set("groupLabels", notification.groupLabels());
        data.set("receiver", notification.receiver());
        data.set("groupKey", notification.groupKey());
        data.set("externalURL", notification.externalUrl());
        try {
            return json.readValue(JsonText.of(data).text(), JsonText.class); // which checks that it can be stored
        } catch (JsonProcessingException e) {
            String reason = e.getOriginalMessage();
            throw invalid(reason.startsWith("must ") ? "every string and number " + reason : "exceeds a limit");
        }
    }

    private static Instant instant(JsonNode alert, String member) {
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

    private static String required(JsonNode alert, String member) {
        String value = alert.path(member).textValue();
        if (!alert.isObject() || value == null || value.isEmpty()) {
            throw invalid(alert.isObject() ? member + " is missing or no string" : "must be an object");
        }
        return value;
    }

    private static <S extends @Nullable String> S name(S name, String member) {
        if (name != null && name.length() > LONGEST_NAME) {
            throw invalid(member + " must have at most " + LONGEST_NAME + " characters");
        }
        return name;
    }

    private static ProblemException invalid(String message) {
        return new ProblemException(ErrorCode.INVALID_FIELD, message);
    }
}
