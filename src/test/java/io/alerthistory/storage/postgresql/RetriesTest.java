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
        return new PgException("said by the server", "ERROR", state, null);
    }

    @ParameterizedTest
    @ValueSource(strings = { "40001", "40P01" })
    void whatGaveWayToAnotherIsTriedAFewTimes(String state) {
        for (int attempt = 1; attempt < Retries.ATTEMPTS; attempt++) {
            assertThat(retries.pause(ofServer(state), attempt, false)).hasValueSatisfying(
                    pause -> assertThat(pause).isPositive().isLessThanOrEqualTo(Duration.ofMillis(100)));
        }
        assertThat(retries.pause(ofServer(state), Retries.ATTEMPTS, true)).isEmpty();
    }

    @Test
    void aServerThatTakesNoWritesIsAskedOnceMoreWhenTheOtherConnectionsAreClosed() {
        assertThat(retries.pause(ofServer("25006"), 1, false))
                .hasValueSatisfying(pause -> assertThat(pause).isGreaterThan(PostgresPool.CLEANING));
        assertThat(retries.pause(ofServer("25006"), 2, false)).isEmpty();
    }

    @Test
    void whatNeverReachedTheServerIsSentAtOnce() {
        Throwable unsent = new NoStackTraceThrowable("Connection is not active now, current status: CLOSED");

        assertThat(retries.pause(unsent, 1, false)).contains(Duration.ZERO);
        assertThat(retries.pause(ofServer("57P01"), 1, false)).contains(Duration.ZERO);
        assertThat(retries.pause(unsent, 2, false)).isEmpty();
    }

    @Test
    void whatMayHaveReachedTheServerIsSentAgainOnlyWhereThatDoesNoHarm() {
        assertThat(retries.pause(ClosedConnectionException.INSTANCE, 1, true)).contains(Duration.ZERO);
        assertThat(retries.pause(ClosedConnectionException.INSTANCE, 1, false)).isEmpty();
        assertThat(new Retries(false).pause(ClosedConnectionException.INSTANCE, 1, true)).isEmpty();
        assertThat(retries.pause(new ConnectException("refused"), 1, true)).isEmpty();
        assertThat(retries.pause(ofServer("42P01"), 1, true)).isEmpty();
    }
}
