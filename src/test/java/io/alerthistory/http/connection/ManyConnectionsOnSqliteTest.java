package io.alerthistory.http.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.Answer;
import io.alerthistory.support.OnSqlite;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** Clients that open a connection for each request and leave it open, faster than a check once a second can follow. */
@QuarkusTest
@TestProfile(ManyConnectionsOnSqliteTest.Limited.class)
class ManyConnectionsOnSqliteTest {

    private static final int MAX_CONNECTIONS = 200;
    private static final RawRequest REQUEST = RawRequest.get("/api/v1/history/sessions?page_size=1");

    /** So few connections that a burst exceeds them several times. */
    public static class Limited extends OnSqlite {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("MAX_CONNECTIONS", String.valueOf(MAX_CONNECTIONS));
            return overrides;
        }
    }

    private final Deque<RawConnection> connections = new ArrayDeque<>();

    @AfterEach
    void close() throws IOException {
        for (RawConnection connection : connections) {
            connection.close();
        }
    }

    private RawConnection opened() {
        RawConnection connection = new RawConnection(RestAssured.port);
        connections.add(connection);
        return connection;
    }

    @Test
    void everyFirstRequestIsServedThoughAThousandConnectionsStayOpen() throws IOException {
        for (int i = 0; i < 5 * MAX_CONNECTIONS; i++) {
            assertThat(opened().send(REQUEST).map(Answer::status)).as("connection %d", i).isEqualTo(Optional.of(200));
        }
    }
}
