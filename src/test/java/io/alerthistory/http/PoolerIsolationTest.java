package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.RepeatedTest;

import io.alerthistory.support.PostgresServer;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;

/**
 * Through a pooler a connection cannot say which isolation it wants. A transaction that the server rolls back in favour of
 * another one is tried again.
 */
@QuarkusTest
@TestProfile(PoolerIsolationTest.OwnDatabase.class)
class PoolerIsolationTest {

    /** In each round of attempts one of them comes through at least. */
    private static final int AT_ONCE = 4;

    /** A database of its own, whose default nobody else has. */
    public static class OwnDatabase implements QuarkusTestProfile {

        @Override
        public List<TestResourceEntry> testResources() {
            return List.of(new TestResourceEntry(Pooled.class, Map.of(PostgresServer.DATABASE, "other_defaults_pooled")));
        }
    }

    /** No pooler is needed for what the service does without. */
    public static class Pooled extends DatabaseDefaultsTest.RepeatableRead {

        @Override
        public Map<String, String> start() {
            Map<String, String> settings = new HashMap<>(super.start());
            settings.put("DATABASE_POOLER", "pgbouncer");
            return settings;
        }
    }

    private static List<Integer> together(Callable<Response> request) {
        return Api.together(AT_ONCE, request).stream().map(Response::statusCode).toList();
    }

    @RepeatedTest(5)
    void whatWasRolledBackForAnotherIsTriedAgain() {
        String session = SESSIONS + "/" + Api.created("in_progress");

        assertThat(together(() -> Api.json(Map.of("session_metadata", Map.of("by", Samples.id()))).patch(session)))
                .containsOnly(200);
        assertThat(together(() -> Api.json(Api.stage(Samples.id(), 0)).post(session + "/stages"))).containsOnly(201);
        assertThat(together(() -> Api.json(Map.of("pod_id", "p")).post(session + "/heartbeat"))).containsOnly(204);
    }
}
