package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.vertx.core.impl.NoStackTraceThrowable;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;

class RetriesTest {

    private final Retries retries = new Retries(true);

    private static Throwable ofServer(String state) {
        return new PgException("of the server", "ERROR", state, null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "40001", "40P01" })
    void aWriteConflictIsRetriedAFewTimes(String state) {
        for (int attempt = 1; attempt < Retries.MAX_ATTEMPTS; attempt++) {
            assertThat(retries.delay(ofServer(state), attempt, false)).hasValueSatisfying(
                    delay -> assertThat(delay).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100)));
        }
        assertThat(retries.delay(ofServer(state), Retries.MAX_ATTEMPTS, true)).isEmpty();
    }

    @Test
    void aReadOnlyServerIsRetriedOnceAfterThePoolRenewedItsConnections() {
        assertThat(retries.delay(ofServer("25006"), 1, false))
                .hasValueSatisfying(delay -> assertThat(delay).isGreaterThan(PostgresPool.CLEANER_PERIOD));
        assertThat(retries.delay(ofServer("25006"), 2, false)).isEmpty();
    }

    @Test
    void anUnsentStatementIsRetriedAtOnce() {
        Throwable unsent = new NoStackTraceThrowable("Connection is not active now, current status: CLOSED");

        assertThat(retries.delay(unsent, 1, false)).contains(Duration.ZERO);
        assertThat(retries.delay(ofServer("57P01"), 1, false)).contains(Duration.ZERO);
        assertThat(retries.delay(unsent, 2, false)).isEmpty();
    }

    @Test
    void aStatementThatMayHaveRunIsRetriedOnlyIfItIsSafe() {
        assertThat(retries.delay(ClosedConnectionException.INSTANCE, 1, true)).contains(Duration.ZERO);
        assertThat(retries.delay(ClosedConnectionException.INSTANCE, 1, false)).isEmpty();
        assertThat(new Retries(false).delay(ClosedConnectionException.INSTANCE, 1, true)).isEmpty();
        assertThat(retries.delay(new ConnectException("refused"), 1, true)).isEmpty();
        assertThat(retries.delay(ofServer("42P01"), 1, true)).isEmpty();
    }
}
