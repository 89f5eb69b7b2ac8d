package io.alerthistory.http;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How a table is written. */
public enum TableFormat implements JsonName {
    JSON,
    CSV;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
