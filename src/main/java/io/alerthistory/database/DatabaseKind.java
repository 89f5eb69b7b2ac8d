package io.alerthistory.database;

import java.util.Locale;

/** The supported databases; one artifact serves both. */
public enum DatabaseKind {
    POSTGRESQL,
    SQLITE;

    public String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
