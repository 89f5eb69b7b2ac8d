package io.alerthistory.start;

/** How far the start has come. */
public enum StartPhase {
    /** HISTORY_ENABLED=false: no database is touched. */
    DISABLED,
    /** The database does not answer yet, or is being migrated. */
    STARTING,
    /** The schema is there. */
    STARTED
}
