package io.alerthistory.storage.postgresql;

import java.util.Map;
import java.util.Optional;

import io.alerthistory.error.Causes;
import io.vertx.pgclient.PgException;

/** Failures of the database that no waiting ends, and what an operator does about each. */
final class PostgresRefusals {

    private static final String POOLER = "there is a pooler in transaction mode in between: set DATABASE_POOLER=pgbouncer";

    /** PgBouncer's own state for a parameter it does not know is the one of every violation of the protocol. */
    private static final String PROTOCOL_VIOLATION = "08P01";
    private static final String STARTUP_PARAMETER = "startup parameter";

    /** The last two: a prepared statement is there already, or is not there, because another connection of a pooler has it. */
    private static final Map<String, String> ADVICE = Map.of(
            "28P01", "check the user and the password of DATABASE_URL",
            "28000", "check the user of DATABASE_URL, its sslmode, and the server's pg_hba.conf",
            "3D000", "the database that DATABASE_URL names does not exist",
            "53300", "the server has no connection left: lower POSTGRES_POOL_SIZE and POSTGRES_MAX_OVERFLOW,"
                    + " or raise its max_connections",
            "42P05", POOLER,
            "26000", POOLER);

    private PostgresRefusals() {
    }

    /** What to do about a failure; empty when it may pass or is the request's. */
    static Optional<String> advice(Throwable failure) {
        PgException refused = Causes.find(failure, PgException.class).orElse(null);
        if (refused == null) {
            return Optional.empty();
        }
        String state = String.valueOf(refused.getSqlState());
        return state.equals(PROTOCOL_VIOLATION) && String.valueOf(refused.getErrorMessage()).contains(STARTUP_PARAMETER)
                ? Optional.of(POOLER)
                : Optional.ofNullable(ADVICE.get(state));
    }
}
