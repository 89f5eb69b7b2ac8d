package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

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
}
