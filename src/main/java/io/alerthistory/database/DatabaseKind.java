package io.alerthistory.database;

/** The two databases the one artifact can serve from. */
public enum DatabaseKind {
    POSTGRESQL,
    SQLITE
}
