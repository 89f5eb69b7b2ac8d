package io.alerthistory.storage.postgresql;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;

import org.hibernate.JDBCException;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.Causes;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.vertx.core.VertxException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

/** Classifies failures. The SQLSTATE decides, never the text of a message. */
final class PostgresFailures {

    static final String UNIQUE_VIOLATION = "23505";
    static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Values that the database cannot store: numeric overflow, U+0000, an index entry that is too long. */
    private static final Set<String> UNSTORABLE = Set.of("22003", "22P02", "22P05", "22021", "54000");

    /** A concurrent transaction inserted or deleted a row after it was looked for. */
    private static final Set<String> CONCURRENT_CHANGE = Set.of(UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION);

    /** A write in a read-only transaction: on a standby, or where read-only is the default. */
    static final String READ_ONLY = "25006";

    /** Serialization failure and deadlock: the server has rolled the transaction back. */
    private static final Set<String> WRITE_CONFLICT = Set.of("40001", "40P01");

    /** Classes of transient failures: connection, rollback, resources, object state, operator intervention, system. */
    private static final Set<String> TRANSIENT_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** admin_shutdown, crash_shutdown, cannot_connect_now. */
    private static final Set<String> ENDED_BY_SERVER = Set.of("57P01", "57P02", "57P03");

    /** Connection failures, and system errors. */
    private static final Set<String> OUTAGE_CLASSES = Set.of("08", "58");

    /** Data exception, integrity constraint violation, program limit exceeded. */
    private static final Set<String> REFUSAL_CLASSES = Set.of("22", "23", "54");

    private PostgresFailures() {
    }

    static Throwable explain(Throwable failure) {
        Optional<ProblemException> problem = Causes.find(failure, ProblemException.class);
        if (problem.isPresent()) {
            return problem.get();
        }
        String state = sqlState(failure);
        if (state != null) {
            if (UNSTORABLE.contains(state)) {
                return new ProblemException(ErrorCode.INVALID_FIELD, "A value is too large or too long to be stored");
            }
            return TRANSIENT_CLASSES.contains(state.substring(0, Math.min(2, state.length()))) || state.equals(READ_ONLY)
                    ? unavailable(failure)
                    : failure;
        }
        // A timed out wait for a connection is a NoStackTraceThrowable "Timeout", a full queue of such waits a
        // VertxException, an unreachable server an IOException, and an unresponsive one Mutiny's own TimeoutException.
        return isUnreachable(failure) ? unavailable(failure) : failure;
    }

    private static boolean isUnreachable(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException || cause instanceof VertxException
                || cause instanceof NoStackTraceThrowable);
    }

    /** Whether no connection of the pool became free in time, or too many requests wait for one. */
    static boolean isPoolExhausted(Throwable failure) {
        return (failure instanceof NoStackTraceThrowable && "Timeout".equals(failure.getMessage()))
                || Causes.of(failure).anyMatch(ConnectionPoolTooBusyException.class::isInstance);
    }

    /** Whether the connection was lost. The last statement may or may not have been executed. */
    static boolean isConnectionLost(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? ENDED_BY_SERVER.contains(state)
                : Causes.of(failure).anyMatch(cause -> cause instanceof ClosedConnectionException
                        || cause instanceof ClosedChannelException
                        || (cause instanceof SocketException && !(cause instanceof ConnectException)));
    }

    /**
     * Whether the failed work had no effect. Either the server is read-only, or it shut down and rolled the transaction
     * back, or the connection was closed before the statement was sent.
     */
    static boolean isWithoutEffect(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? state.equals(READ_ONLY) || ENDED_BY_SERVER.contains(state) : isUnsent(failure);
    }

    /**
     * The driver reports a connection that was closed before the statement was sent by a message in the same type as a
     * timed out wait.
     */
    private static boolean isUnsent(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof NoStackTraceThrowable && !isPoolExhausted(cause));
    }

    /**
     * Whether the transaction was rolled back because of a conflict with another one: it changed nothing, and can be
     * retried.
     */
    static boolean isWriteConflict(Throwable failure) {
        return WRITE_CONFLICT.contains(String.valueOf(sqlState(failure)));
    }

    /** Whether the database itself failed: it is unreachable, closed the connection, or did not respond in time. */
    static boolean isOutage(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? ENDED_BY_SERVER.contains(state) || OUTAGE_CLASSES.contains(state.substring(0, 2))
                : isUnreachable(failure);
    }

    /** Whether a concurrent transaction caused the failure. A retry may find the work done, or decide differently. */
    static boolean isConcurrencyFailure(Throwable failure) {
        return isWriteConflict(failure) || isConcurrentChange(failure);
    }

    /** The conflicts that {@link Retries} does not retry, because the request itself may be the cause. */
    static boolean isConcurrentChange(Throwable failure) {
        return CONCURRENT_CHANGE.contains(String.valueOf(sqlState(failure)));
    }

    /**
     * Whether a single row of several may be the cause, by a value, a constraint or a conflict: the others can be
     * written.
     */
    static boolean isOneRow(Throwable failure) {
        String state = sqlState(failure);
        return Causes.find(failure, ProblemException.class).map(problem -> problem.code() == ErrorCode.INVALID_FIELD)
                .orElseGet(() -> isConcurrencyFailure(failure)
                        || (state != null && REFUSAL_CLASSES.contains(state.substring(0, 2))));
    }

    static boolean is(Throwable failure, String sqlState) {
        return sqlState.equals(sqlState(failure));
    }

    /** The driver's exception has it; Hibernate copies it into its own exception. */
    private static @Nullable String sqlState(Throwable failure) {
        return Causes.find(failure, PgException.class).map(PgException::getSqlState)
                .or(() -> Causes.find(failure, JDBCException.class).map(JDBCException::getSQLState)).orElse(null);
    }

    private static ProblemException unavailable(Throwable cause) {
        return new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                is(cause, READ_ONLY) ? "The database is not writable at the moment; try again later"
                        : "The database is not available; try again later",
                cause);
    }
}
