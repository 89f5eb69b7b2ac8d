package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Asks the database, through the pool that requests use, which schema it has. */
public interface SchemaProbe {

    /** The version of the last migration that succeeded; null when none did. */
    Uni<@Nullable String> version();

    /** What is to be known of the database at once; a database that is a file takes writes. */
    default Uni<Found> look() {
        return version().map(version -> new Found(version, true));
    }

    /**
     * A database that answered.
     *
     * @param version of the schema; null when no migration succeeded
     * @param writable whether it takes writes: no standby, and not read-only by default
     */
    record Found(@Nullable String version, boolean writable) {
    }
}
