package io.alerthistory.json;

import java.util.Locale;

/**
 * An enum whose constants appear in JSON and in the database as their names in lower case. Each such enum overrides
 * {@link #jsonName()} with {@code @JsonValue}, because the generator of the OpenAPI document looks for that annotation
 * only in the enum itself.
 */
public interface JsonName {

    String name();

    default String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns the constant of a stored name. A CHECK constraint guarantees that the name is valid. */
    static <E extends Enum<E> & JsonName> E stored(Class<E> type, String name) {
        return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
    }
}
