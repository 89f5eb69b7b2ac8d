package io.alerthistory.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What is in the database.
 *
 * @param indexes all that are valid
 * @param invalidIndexes those that were begun and not finished; they cost writes and help no read
 * @param databaseBytes everything
 * @param relations the tables, the largest first; null where the database does not tell cheaply
 */
public record SchemaFacts(List<String> indexes, List<String> invalidIndexes, long databaseBytes,
        @Nullable List<Relation> relations) {
}
