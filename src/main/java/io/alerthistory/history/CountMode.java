package io.alerthistory.history;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How the total of a list is found. */
public enum CountMode implements JsonName {
    /** Exact up to {@link #BOUND} matches, an estimate beyond. */
    AUTO,
    /** The exact count, at any cost. */
    EXACT,
    /** From the database's statistics, without a scan. */
    ESTIMATE,
    /** No total. */
    NONE;

    /** Matches that {@link #AUTO} counts at most. */
    public static final int BOUND = 10_000;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
