package io.alerthistory.session;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** The states of a session, and the only table of what may follow what. */
public enum SessionStatus implements JsonName {
    PENDING,
    IN_PROGRESS,
    PAUSED,
    CANCELING,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT;

    private static final Map<SessionStatus, Set<SessionStatus>> NEXT = Map.of(
            PENDING, EnumSet.of(IN_PROGRESS, CANCELING, CANCELLED, FAILED, TIMED_OUT),
            IN_PROGRESS, EnumSet.of(COMPLETED, FAILED, TIMED_OUT, PAUSED, CANCELING, CANCELLED),
            PAUSED, EnumSet.of(IN_PROGRESS, CANCELLED, FAILED, TIMED_OUT),
            CANCELING, EnumSet.of(CANCELLED, COMPLETED, FAILED, TIMED_OUT));

    public boolean isTerminal() {
        return !NEXT.containsKey(this);
    }

    public boolean mayBecome(SessionStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
