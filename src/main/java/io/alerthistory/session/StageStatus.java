package io.alerthistory.session;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** The states of a stage, and the only table of what may follow what. */
public enum StageStatus implements JsonName {
    PENDING,
    ACTIVE,
    PAUSED,
    COMPLETED,
    FAILED,
    CANCELLED,
    TIMED_OUT,
    PARTIAL;

    private static final Map<StageStatus, Set<StageStatus>> NEXT = Map.of(
            PENDING, EnumSet.of(ACTIVE, CANCELLED, FAILED, TIMED_OUT),
            ACTIVE, EnumSet.of(COMPLETED, FAILED, TIMED_OUT, CANCELLED, PAUSED, PARTIAL),
            PAUSED, EnumSet.of(ACTIVE, CANCELLED, FAILED, TIMED_OUT));

    public boolean isTerminal() {
        return !NEXT.containsKey(this);
    }

    public boolean mayBecome(StageStatus next) {
        return NEXT.getOrDefault(this, Set.of()).contains(next);
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
