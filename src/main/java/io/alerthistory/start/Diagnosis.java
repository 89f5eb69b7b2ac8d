package io.alerthistory.start;

import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

import org.flywaydb.core.api.exception.FlywayValidateException;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.SqliteCode;
import io.alerthistory.error.Causes;

/**
 * Why an attempt to use the database failed.
 *
 * @param reason one line without secrets; says what to do when waiting does not help
 * @param attempts the number of consecutive attempts that may fail like this before the process exits
 */
record Diagnosis(String reason, int attempts) {

    /** A role or a database may be created a moment after the server starts to listen. */
    private static final int MISSING_ATTEMPTS = 3;

    private static final int FINAL = 1;

    private static final String POOLER = "a pooler refuses this parameter: set DATABASE_POOLER=pgbouncer";
    private static final String NAME_TAKEN = "another application has an object of this name: give this service a database"
            + " of its own, or a schema: CREATE SCHEMA ...; ALTER ROLE ... SET search_path = ...";
    private static final String OTHER_FILE = "name a file in a directory that this process may write to, for example on a volume:"
            + " DATABASE_URL=sqlite:////data/history.db, or a PostgreSQL";

    private static final String EXTENSION = "the extension pg_trgm is required: install PostgreSQL's additional modules"
            + " (contrib) on the server";

    /** PgBouncer's message about a parameter; other protocol violations may be temporary. */
    private static final String STARTUP_PARAMETER = "startup parameter";

    /** By SQLSTATE; {@code SOURCE} stands for the variable that selects the database. */
    private static final Map<String, String> SERVER = Map.ofEntries(
            Map.entry("28P01", "check the user and the password of SOURCE"),
            Map.entry("28000", "check the user of SOURCE, its sslmode, and the server's pg_hba.conf"),
            Map.entry("3D000", "create the database, or name another one in SOURCE"),
            Map.entry("42501", "ask an administrator to grant it to the role of SOURCE"),
            Map.entry("08004", "check the password and the sslmode of SOURCE"),
            Map.entry("08P01", POOLER),
            Map.entry("42P07", NAME_TAKEN),
            Map.entry("42710", NAME_TAKEN),
            Map.entry("42723", NAME_TAKEN),
            Map.entry("0A000", EXTENSION),
            Map.entry("58P01", EXTENSION));

    private static final Map<SqliteCode, String> FILE = Map.of(
            SqliteCode.NOT_PERMITTED, OTHER_FILE,
            SqliteCode.READ_ONLY, OTHER_FILE,
            SqliteCode.CORRUPT, "the file FILE is corrupt: restore it, or name another one in SOURCE",
            SqliteCode.CANNOT_OPEN, "the file FILE cannot be opened: " + OTHER_FILE,
            SqliteCode.NOT_A_DATABASE, "the file FILE is not a SQLite database: name another one in SOURCE");

    static Diagnosis of(Throwable failure, StartConfig start) {
        Optional<Refusal> refusal = Causes.find(failure, Refusal.class);
        if (refusal.isPresent()) {
            return new Diagnosis(StartFailure.describe(refusal.get()), FINAL);
        }
        String reason = StartFailure.describe(failure);
        if (Causes.find(failure, LinkageError.class).isPresent()) {
            return new Diagnosis(reason + "; a library could not be loaded: the folder of the system property java.io.tmpdir"
                    + " must be a directory in which this process may create and execute files", FINAL);
        }
        if (failure instanceof FlywayValidateException) {
            return new Diagnosis("its flyway_schema_history is that of another application or of another build: give this"
                    + " service a database or a schema of its own (" + reason + ")", FINAL);
        }
        SQLException refused = Causes.of(failure).filter(SQLException.class::isInstance).map(SQLException.class::cast)
                .reduce((outer, inner) -> inner).orElse(null);
        String advice = refused == null ? null : advice(refused, start);
        return advice == null ? new Diagnosis(reason, Backoff.ATTEMPTS)
                : new Diagnosis(reason + "; " + advice, start.file().isPresent() ? FINAL : MISSING_ATTEMPTS);
    }

    private static @Nullable String advice(SQLException refused, StartConfig start) {
        String file = start.file().orElse(null);
        if (file != null) {
            String advice = SqliteCode.of(refused.getErrorCode()).map(FILE::get).orElse(null);
            return advice == null ? null : advice.replace("FILE", file).replace("SOURCE", start.source());
        }
        String state = String.valueOf(refused.getSQLState());
        String advice = SERVER.get(state);
        if (advice == null
                || (advice.equals(POOLER) && !String.valueOf(refused.getMessage()).contains(STARTUP_PARAMETER))) {
            return null;
        }
        boolean password = state.equals("28P01") || state.equals("08004");
        return advice.replace("SOURCE", start.source())
                + (password ? start.passwordRemark().map(remark -> " (" + remark + ")").orElse("") : "");
    }
}
