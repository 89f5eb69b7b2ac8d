package io.alerthistory.http.alert;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How episodes are written. */
public enum EpisodeFormat implements JsonName {
    /** A page in JSON. */
    EPISODES,
    /** A page as annotations of a Grafana dashboard. */
    GRAFANA,
    /** All of them, a line each. */
    NDJSON,
    /** All of them as a table. */
    CSV;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
