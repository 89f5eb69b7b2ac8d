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

/** Which failure is the client's, which the database's. SQLSTATE decides, never the text of a message. */
final class PostgresFailures {

    static final String UNIQUE_VIOLATION = "23505";
    static final String FOREIGN_KEY_VIOLATION = "23503";

    /** Values that the database cannot hold: numeric overflow, U+0000, an index entry that is too long. */
    private static final Set<String> UNSTORABLE = Set.of("22003", "22P02", "22P05", "22021", "54000");

    /** A row came or went after it was looked for. */
    private static final Set<String> OVERTAKEN = Set.of(UNIQUE_VIOLATION, FOREIGN_KEY_VIOLATION);

    /** A write in a transaction that may not: on a standby, or where read-only is the default. */
    static final String READ_ONLY = "25006";

    /** Serialization failure and deadlock: the server has rolled the transaction back so that another can go on. */
    private static final Set<String> ROLLED_BACK = Set.of("40001", "40P01");

    /** Classes of states in which the same request may succeed later: connection, resources, deadlock, shutdown, system. */
    private static final Set<String> PASSING_CLASSES = Set.of("08", "40", "53", "55", "57", "58");

    /** admin_shutdown, crash_shutdown, cannot_connect_now. */
    private static final Set<String> ENDED_BY_SERVER = Set.of("57P01", "57P02", "57P03");

    /** Connection, and errors outside of PostgreSQL itself. */
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
            return PASSING_CLASSES.contains(state.substring(0, Math.min(2, state.length()))) || state.equals(READ_ONLY)
                    ? unavailable(failure)
                    : failure;
        }
        // A wait for a connection that took too long surfaces as a NoStackTraceThrowable "Timeout", a full queue of such
        // waits as a VertxException, a server that is not there as an IOException, one that is frozen as Mutiny's own
        // TimeoutException.
        return isUnreachable(failure) ? unavailable(failure) : failure;
    }

    private static boolean isUnreachable(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof IOException || cause instanceof TimeoutException
                || cause instanceof io.smallrye.mutiny.TimeoutException || cause instanceof VertxException
                || cause instanceof NoStackTraceThrowable);
    }

    /** No connection of the pool became free in time, or too many wait for one already. */
    static boolean isPoolExhausted(Throwable failure) {
        return (failure instanceof NoStackTraceThrowable && "Timeout".equals(failure.getMessage()))
                || Causes.of(failure).anyMatch(ConnectionPoolTooBusyException.class::isInstance);
    }

    /** The connection was there and is no more: whatever was asked on it last was answered or not, but not heard. */
    static boolean isConnectionLost(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? ENDED_BY_SERVER.contains(state)
                : Causes.of(failure).anyMatch(cause -> cause instanceof ClosedConnectionException
                        || cause instanceof ClosedChannelException
                        || (cause instanceof SocketException && !(cause instanceof ConnectException)));
    }

    /**
     * Whether nothing can have come of what was asked: the transaction was refused for the server is read-only, or ended by a
     * server that shuts down, which says so only of what is not committed; or the connection was closed before it was sent.
     */
    static boolean isWithoutEffect(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? state.equals(READ_ONLY) || ENDED_BY_SERVER.contains(state) : isUnsent(failure);
    }

    /** The driver's own words for a connection that is no longer active, in the type that it has for a wait in vain, too. */
    private static boolean isUnsent(Throwable failure) {
        return Causes.of(failure).anyMatch(cause -> cause instanceof NoStackTraceThrowable && !isPoolExhausted(cause));
    }

    /** Whether the transaction gave way to another one: it has changed nothing, and would succeed after that one. */
    static boolean isRolledBack(Throwable failure) {
        return ROLLED_BACK.contains(String.valueOf(sqlState(failure)));
    }

    /** The database itself failed: it is not there, or ended the connection, or did not answer in time. */
    static boolean isOutage(Throwable failure) {
        String state = sqlState(failure);
        return state != null ? ENDED_BY_SERVER.contains(state) || OUTAGE_CLASSES.contains(state.substring(0, 2))
                : isUnreachable(failure);
    }

    /**
     * Whether the cause is what another transaction did meanwhile: looked at again, the work may be done or decided otherwise.
     */
    static boolean isInterference(Throwable failure) {
        return isRolledBack(failure) || isOvertaken(failure);
    }

    /** The part of {@link #isInterference} that {@link Retries} does not try again, because it may also be the request's. */
    static boolean isOvertaken(Throwable failure) {
        return OVERTAKEN.contains(String.valueOf(sqlState(failure)));
    }

    /**
     * Whether one row of several may be to blame, by a value, a constraint or another transaction: the others can be written.
     */
    static boolean isOneRow(Throwable failure) {
        String state = sqlState(failure);
        return Causes.find(failure, ProblemException.class).map(problem -> problem.code() == ErrorCode.INVALID_FIELD)
                .orElseGet(() -> isInterference(failure) || (state != null && REFUSAL_CLASSES.contains(state.substring(0, 2))));
    }

    static boolean is(Throwable failure, String sqlState) {
        return sqlState.equals(sqlState(failure));
    }

    /** The driver's exception carries it; Hibernate wraps that into its own and copies it. */
    private static @Nullable String sqlState(Throwable failure) {
        return Causes.find(failure, PgException.class).map(PgException::getSqlState)
                .or(() -> Causes.find(failure, JDBCException.class).map(JDBCException::getSQLState)).orElse(null);
    }

    private static ProblemException unavailable(Throwable cause) {
        return new ProblemException(ErrorCode.DATABASE_UNAVAILABLE,
                is(cause, READ_ONLY) ? "The database takes no writes at the moment; try again"
                        : "The database does not answer; try again",
                cause);
    }
}
