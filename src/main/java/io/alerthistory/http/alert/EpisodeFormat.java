package io.alerthistory.http.alert;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How episodes are written in JSON. */
public enum EpisodeFormat implements JsonName {
    EPISODES,
    /** As annotations of a Grafana dashboard. */
    GRAFANA;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
