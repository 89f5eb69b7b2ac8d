package io.alerthistory.database;

import java.util.Locale;

/** The two databases the one artifact can serve from. */
public enum DatabaseKind {
    POSTGRESQL,
    SQLITE;

    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
