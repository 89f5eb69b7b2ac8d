package io.alerthistory.rehearsal;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** Whether migrations may run beside requests. */
public enum Verdict implements JsonName {
    /** Nobody waits for long. */
    SAFE,
    /** Writers would wait: run it at a time of little load. */
    BLOCKS_WRITES,
    /** Nothing else is against it, but there is no recent verified backup. */
    NEEDS_BACKUP,
    /** It failed, or cannot be rehearsed. */
    IMPOSSIBLE;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
