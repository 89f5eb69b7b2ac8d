package io.alerthistory.backup;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** How far a backup was verified. */
public enum Verification {
    /** Not at all: it failed before. */
    NONE,
    /** The file is complete and its table of contents can be read. */
    LISTED,
    /** It was restored, or opened, and has the rows of the snapshot. */
    REHEARSED;

    /** The name in JSON. */
    @JsonValue
    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Verification of(String jsonName) {
        return valueOf(jsonName.toUpperCase(Locale.ROOT));
    }
}
