package io.alerthistory.start;

/** The phases of the start. */
public enum StartPhase {
    /** HISTORY_ENABLED=false: no database is used. */
    DISABLED,
    /** The database is not available yet, or is being migrated. */
    STARTING,
    /** The schema is up to date. */
    STARTED
}
