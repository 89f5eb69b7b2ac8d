package io.alerthistory.json;

import java.util.Locale;

/**
 * An enum whose constants stand in JSON and in the database by their names in lower case. Each of them repeats
 * {@link #jsonName()}
 * with
 * {@code @JsonValue}, because the generator of the API description looks for that in the enum alone.
 */
public interface JsonName {

    String name();

    default String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The constant of a stored name, which a CHECK constraint keeps valid. */
    static <E extends Enum<E> & JsonName> E stored(Class<E> type, String wire) {
        return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
    }
}
