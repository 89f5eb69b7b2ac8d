package io.alerthistory.rehearsal;

/**
 * A migration that was not run yet.
 *
 * @param sql its whole script
 * @param inTransaction false when it cannot run in a transaction, as create index concurrently
 */
public record MigrationScript(String version, String description, String sql, boolean inTransaction) {
}
