package io.alerthistory.json;

import java.util.Locale;

import com.fasterxml.jackson.annotation.JsonValue;

/** An enum whose constants stand in JSON and in the database by their names in lower case. */
public interface WireName {

    String name();

    @JsonValue
    default String wire() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a stored name, which a CHECK constraint keeps valid. */
    static <E extends Enum<E> & WireName> E stored(Class<E> type, String wire) {
        return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
    }
}
