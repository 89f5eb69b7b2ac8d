package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.episode.AlertEvent;
import io.alerthistory.json.JsonText;

/** An event on its way to the events that are read. Most are written by triggers. */
@Entity
@Table(name = "event_outbox")
class EventOutboxRow {

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    @Nullable
    Long seq;
    @Nullable
    String sessionId;
    @Nullable
    String fingerprint;
    String type;
    String payload;
    long createdAtUs;

    static EventOutboxRow of(@Nullable String sessionId, String type, String payload, long createdAtUs) {
        EventOutboxRow row = new EventOutboxRow();
        row.sessionId = sessionId;
        row.type = type;
        row.payload = payload;
        row.createdAtUs = createdAtUs;
        return row;
    }

    /** What those who watch are told of an alert: its names, and what happened. */
    static EventOutboxRow of(AlertLockRow alert, AlertEvent event, long createdAtUs) {
        ObjectNode payload = JsonNodeFactory.instance.objectNode().put("fingerprint", alert.fingerprint)
                .put("source", alert.source).put("alertname", alert.alertname).put("severity", alert.severity);
        event.fields().tree().properties().forEach(field -> payload.set(field.getKey(), field.getValue()));
        EventOutboxRow row = of(null, event.type(), JsonText.of(payload).text(), createdAtUs);
        row.fingerprint = alert.fingerprint;
        return row;
    }
}
