package io.alerthistory.health;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.replica.Replica;

/**
 * The actual schema compared with the expected one, and the effective configuration.
 *
 * @param status ok; outdated when this build cannot use the schema, or an index is missing or invalid; down when the database
 *        is not
 *        available
 * @param expectedVersion what this build requires
 * @param actualVersion null when there is none, or the database is down
 * @param missingIndexes null when the database is down
 * @param invalidIndexes null when the database is down
 * @param databaseBytes null when the database is down
 * @param tables null on SQLite, and when the database is down
 * @param replicas which are alive, by their names; null when the database is down
 * @param configuration all variables, secrets masked
 */
public record SchemaReport(String status, String expectedVersion, @Nullable String actualVersion,
        @Nullable List<String> missingIndexes, @Nullable List<String> invalidIndexes, @Nullable Long databaseBytes,
        @Nullable List<Relation> tables, @Nullable List<Replica> replicas, List<Variable> configuration) {

    /**
     * A variable.
     *
     * @param value null when it is not set and has no default
     * @param origin the variable that set it, or default
     */
    public record Variable(String name, @Nullable String value, String origin) {
    }
}
