package io.alerthistory.http;

import static io.alerthistory.http.SignedIn.key;
import static io.alerthistory.http.SignedIn.with;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import io.alerthistory.request.Role;
import io.alerthistory.support.PostgresServer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** Keys while PostgreSQL refuses connections. */
@QuarkusTest
@TestProfile(PostgresAccessDownHttpTest.WithKeys.class)
class PostgresAccessDownHttpTest {

    /** Needs no database. */
    private static final String RUNBOOKS = "/api/v1/runbooks";

    /** A database that no other test uses. */
    public static class WithKeys extends DatabaseDefaultsTest.OwnDatabase {

        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.put("AUTH_MODE", "key");
            return overrides;
        }
    }

    private static void accept(boolean connections) throws SQLException {
        try (Connection other = PostgresServer.connect(); Statement statement = other.createStatement()) {
            statement.execute(
                    "alter database " + DatabaseDefaultsTest.DATABASE + " with allow_connections " + connections);
            if (!connections) {
                statement.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '"
                        + DatabaseDefaultsTest.DATABASE + "'");
            }
        }
    }

    @AfterEach
    void comeBack() throws SQLException {
        accept(true);
    }

    @Test
    void aKeyThatIsKnownGoesOnAndOthersCannotBeVerified() throws SQLException {
        String used = key(Role.VIEWER);
        String unused = key(Role.VIEWER);
        with(used).get(RUNBOOKS).then().statusCode(200);

        accept(false);

        with(used).get(RUNBOOKS).then().statusCode(200);
        with(unused).get(RUNBOOKS).then().statusCode(503).body("type", endsWith(":database_unavailable"))
                .header("WWW-Authenticate", nullValue());
        when().get(RUNBOOKS).then().statusCode(401);
        with("wrong").get(RUNBOOKS).then().statusCode(401);
        with(unused).get("/q/health/live").then().statusCode(200);
        with(unused).get("/q/metrics").then().statusCode(200);
        with(unused).get("/health").then().body("$", aMapWithSize(1));

        accept(true);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> with(unused).get(RUNBOOKS).statusCode() == 200);
        assertThat(with(used).get(RUNBOOKS).statusCode()).isEqualTo(200);
    }
}
