package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.smallrye.mutiny.Uni;
import io.vertx.core.VertxException;
import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

class PostgresFailuresTest {

    private static Throwable ofServer(String state) {
        return new CompletionException(new PgException("of the server", "ERROR", state, null));
    }

    private static boolean isTransient(Throwable failure) {
        return PostgresFailures.explain(failure) instanceof ProblemException problem
                && problem.code() == ErrorCode.DATABASE_UNAVAILABLE;
    }

    /** A transient failure becomes a 503; an outage also counts for the circuit breaker. */
    @ParameterizedTest
    @CsvSource({
            "08006, true, true", // connection failure
            "25006, true, false", // a standby
            "40001, true, false", // serialization failure
            "40P01, true, false", // deadlock
            "53100, true, false", // disk full
            "53200, true, false", // out of memory
            "53300, true, false", // too many connections
            "55P03, true, false", // lock not available
            "57014, true, false", // statement_timeout
            "57P01, true, true", // admin_shutdown
            "57P02, true, true", // crash_shutdown
            "57P03, true, true", // cannot_connect_now
            "57P05, true, false", // idle session
            "58030, true, true", // I/O error
            "42P01, false, false", // undefined table
            "42501, false, false", // insufficient privilege
            "XX000, false, false" })
    void anSqlStateDecidesWhetherAFailureIsTransientAndAnOutage(String state, boolean isTransient, boolean outage) {
        assertThat(isTransient(ofServer(state))).isEqualTo(isTransient);
        assertThat(PostgresFailures.isOutage(ofServer(state))).isEqualTo(outage);
    }

    @Test
    void anUnreachableOrSilentServerIsAnOutage() {
        assertThat(
                new Throwable[] { new ConnectException("refused"), ClosedConnectionException.INSTANCE, new TimeoutException(),
                        new VertxException("Connection is not active now"), new NoStackTraceThrowable("Timeout") })
                .allMatch(PostgresFailuresTest::isTransient).allMatch(PostgresFailures::isOutage);
    }

    /** Such a statement is retried even if it writes. */
    @Test
    void aRefusedOrUnsentStatementHasNoEffect() {
        assertThat(new Throwable[] { ofServer("25006"), ofServer("57P01"), ofServer("57P02"), ofServer("57P03"),
                new NoStackTraceThrowable("Connection is not active now, current status: CLOSING") })
                .allMatch(PostgresFailures::isWithoutEffect);
        assertThat(new Throwable[] { ofServer("08006"), ofServer("57014"), ClosedConnectionException.INSTANCE,
                new NoStackTraceThrowable("Timeout"), new ConnectException("refused") })
                .noneMatch(PostgresFailures::isWithoutEffect);
    }

    @Test
    void aReadOnlyDatabaseIsReportedWithItsCauseForTheLog() {
        Throwable refused = ofServer("25006");

        assertThat(PostgresFailures.explain(refused)).hasMessageContaining("not writable").hasCause(refused);
    }

    /** An unresponsive server does not end the wait itself. */
    @Test
    void aTimeoutOfTheServiceIsAnOutage() {
        Throwable failure = Uni.createFrom().nothing().ifNoItem().after(Duration.ofMillis(1)).fail().onFailure()
                .recoverWithItem(timeout -> timeout).map(Throwable.class::cast).await().atMost(Duration.ofSeconds(10));
        assertThat(isTransient(failure)).isTrue();
        assertThat(PostgresFailures.isOutage(failure)).isTrue();
    }

    @Test
    void anUnknownFailureIsNotChanged() {
        IllegalStateException mistake = new IllegalStateException();
        assertThat(PostgresFailures.explain(mistake)).isSameAs(mistake);
    }
}
