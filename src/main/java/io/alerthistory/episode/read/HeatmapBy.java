package io.alerthistory.episode.read;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What the cells of a heat map stand for. */
public enum HeatmapBy implements JsonName {
    /** 168 cells: each hour of each day of the week. */
    HOUR_OF_WEEK,
    /** Each day of the window. */
    DAY;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
