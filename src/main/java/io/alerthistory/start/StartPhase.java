package io.alerthistory.start;

/** The phases of the start. */
public enum StartPhase {
    /** HISTORY_ENABLED=false: no database is used. */
    DISABLED,
    /** The database is not available yet, or is being migrated. */
    STARTING,
    /** DATABASE_MIGRATE_AT_START=false: migrations are pending, and somebody has to run them. */
    WAITING,
    /** The schema is up to date. */
    STARTED;

    /** What to do while a process waits for somebody to migrate; for the log and for people. */
    public static final String WAITING_REASON = "migrations are pending, and DATABASE_MIGRATE_AT_START is false: run them with"
            + " migrate run on the command line, or with POST /health/database/migrations/run";
}
