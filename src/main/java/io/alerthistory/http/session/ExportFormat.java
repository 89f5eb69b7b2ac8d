package io.alerthistory.http.session;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How sessions are exported. */
public enum ExportFormat implements JsonName {
    NDJSON,
    CSV;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
