package io.alerthistory.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The actual schema.
 *
 * @param indexes all valid ones
 * @param invalidIndexes left by an interrupted CREATE INDEX CONCURRENTLY: they cost writes and are not used by reads
 * @param databaseBytes the size of the whole database
 * @param relations the tables, the largest first; null where the database cannot report them cheaply
 */
public record SchemaFacts(List<String> indexes, List<String> invalidIndexes, long databaseBytes,
        @Nullable List<Relation> relations) {
}
