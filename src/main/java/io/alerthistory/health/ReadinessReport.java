package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

/**
 * What a smoke test wants to know.
 *
 * @param dbDriver postgresql or sqlite
 * @param dbUrlKind the scheme of DATABASE_URL as given, driver included
 * @param db ok, read_only or down
 * @param migrationsApplied whether the schema is the one this build needs
 * @param schemaVersion null when the database does not answer
 */
public record ReadinessReport(String dbDriver, String dbUrlKind, String db, boolean migrationsApplied,
        @Nullable String schemaVersion) {

    static final String READ_ONLY = "read_only";

    /** Whether this instance can serve. */
    public boolean ready() {
        return migrationsApplied && !db.equals(READ_ONLY);
    }
}
