package io.alerthistory.http.page;

import org.jspecify.annotations.Nullable;

import io.alerthistory.observe.Warning;

/**
 * A warning.
 *
 * @param details what follows from it; null when there is nothing to say
 * @param advice what to do
 * @param since when it began
 */
public record WarningView(String message, @Nullable String details, String advice, Moment since) {

    /** Makes the view of a warning. */
    public static WarningView of(Warning warning) {
        return new WarningView(warning.message(), warning.details(), advice(warning.warningId()),
                Moment.of(warning.timestamp()));
    }

    /** What docs/operations.md says at length. */
    private static String advice(String warningId) {
        return switch (warningId) {
            case "database_unavailable" -> "Check that the database runs and can be reached from this replica. The service"
                    + " connects again by itself.";
            case "database_refuses" -> "Do what the message says. The service connects again by itself.";
            case "database_breaker" -> "Look at the database: it failed several requests in a row. The next probe that succeeds"
                    + " ends this.";
            case "database_schema" -> "Run the pending migrations, or deploy the version that fits the schema.";
            case "database_read_only" -> "Point DATABASE_URL to the primary, or end the database's read-only mode.";
            case "replica_versions" -> "Complete the rollout, or roll it back.";
            case "anonymous_access" -> "Set AUTH_MODE, so that people and clients have to sign in.";
            default -> "Look the warning up in docs/operations.md.";
        };
    }
}
