package io.alerthistory.usage;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** By what usage is added up. */
public enum UsageGroup implements JsonName {
    MODEL,
    ALERT_TYPE,
    AGENT,
    /** The day (UTC) on which the session started. */
    DAY;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
