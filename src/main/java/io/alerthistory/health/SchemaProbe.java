package io.alerthistory.health;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Asks the database, through the same connections that requests use, which schema it has. */
public interface SchemaProbe {

    /** The version of the last migration that succeeded; null when none did. */
    Uni<@Nullable String> version();
}
