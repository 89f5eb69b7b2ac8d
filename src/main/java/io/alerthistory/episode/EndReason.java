package io.alerthistory.episode;

import java.util.stream.Stream;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How the end of an episode is known. */
public enum EndReason implements JsonName {
    /** A sender reported the end. Only such an end is final. */
    TOLD(1),
    /** The last report promised that the alert fires until this instant, and nothing was heard afterwards. */
    ASSUMED(2),
    /** The alert started again, and nobody had reported the end. The episode ended at that start or before. */
    SUPERSEDED(3);

    private final int code;

    EndReason(int code) {
        this.code = code;
    }

    /** The number that the database stores. */
    public int code() {
        return code;
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }

    /** The reason with a stored number. */
    public static EndReason of(long code) {
        return Stream.of(values()).filter(reason -> reason.code == code).findFirst().orElseThrow();
    }
}
