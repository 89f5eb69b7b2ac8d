package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

/**
 * The facts that a smoke test checks.
 *
 * @param dbDriver postgresql or sqlite
 * @param dbUrlKind the scheme of DATABASE_URL as written, including a driver
 * @param db ok, read_only or down
 * @param migrationsApplied whether the schema matches this build
 * @param schemaVersion null when the database is not available
 * @param waitingFor what an operator has to do before this replica serves; null when there is nothing
 */
public record ReadinessReport(String dbDriver, String dbUrlKind, String db, boolean migrationsApplied,
        @Nullable String schemaVersion, @Nullable String waitingFor) {

    static final String READ_ONLY = "read_only";

    /** Whether this replica can serve requests. */
    public boolean ready() {
        return migrationsApplied && waitingFor == null && !db.equals(READ_ONLY);
    }
}
