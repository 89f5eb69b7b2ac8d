package io.alerthistory.http.filter;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;

import org.awaitility.Awaitility;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.request.Caller;
import io.alerthistory.support.BehindProxy;
import io.alerthistory.support.CapturedLog;
import io.alerthistory.support.Samples;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** With ACCESS_LOG=errors, its default. */
@QuarkusTest
@TestProfile(BehindProxy.class)
class AccessLogTest {

    private static final String SESSIONS = "/api/v1/history/sessions";

    private final CapturedLog log = new CapturedLog("io.alerthistory.access");

    @AfterEach
    void listenNoMore() {
        log.close();
    }

    private ExtLogRecord line() {
        Awaitility.await().until(() -> !log.records().isEmpty());
        assertThat(log.records()).hasSize(1);
        return log.records().get(0);
    }

    @Test
    void tellsARefusalByItsRoute() {
        String id = Samples.id();
        BehindProxy.from("alice", "readers").header("X-Request-Id", "abc-1").get(SESSIONS + "/" + id + "?secret=1")
                .then()
                .statusCode(404);
        ExtLogRecord line = line();
        assertThat(line.getFormattedMessage()).matches("method=GET route=/api/v1/history/sessions/\\{sessionId} status=404 "
                + "duration_ms=\\d+ bytes=[1-9]\\d+ principal=alice").doesNotContain(id, "secret");
        assertThat(line.getLevel()).isEqualTo(org.jboss.logmanager.Level.INFO);
        assertThat(line.getMdcCopy()).containsAllEntriesOf(Map.of("request_id", "abc-1", "method", "GET", "status", "404",
                "principal", "alice", "route", SESSIONS + "/{sessionId}"));
    }

    @Test
    void tellsWhatReachesNoResource() {
        given().urlEncodingEnabled(false).get("/a;b").then().statusCode(400);
        assertThat(line().getFormattedMessage()).startsWith("method=GET route=UNKNOWN status=400 ").endsWith(" principal=-");
    }

    @Test
    void saysNothingOfWhatWentWell() {
        BehindProxy.from("alice", "readers").get(SESSIONS).then().statusCode(200);
        given().get("/q/health/no-such-probe").then().statusCode(404);
        given().get("/no/such/route").then().statusCode(404);
        assertThat(line().getFormattedMessage()).contains("route=UNKNOWN status=404");
    }

    private static Caller named(String name) {
        return new Caller(name, Caller.Kind.PROXY, Set.of(), null, null);
    }

    @Test
    void namesNobodyWhoIsNotKnown() {
        assertThat(AccessLog.principal(null)).isEqualTo("-");
        assertThat(AccessLog.principal(Caller.anonymous(Set.of()))).isEqualTo("-");
    }

    /** Whatever a client sends, it is one line, in which every value ends where it seems to. */
    @ParameterizedTest
    @CsvSource({ "alice status=200, alice?status?200", "a\u0085b, a?b", "'a\"b\\c', a?b?c", "José, José",
            "a\u2028b, a?b", "alice@example.org, alice@example.org" })
    void keepsAPrincipalInItsPlace(String sent, String shown) {
        assertThat(AccessLog.principal(named(sent))).isEqualTo(shown);
    }

    @Test
    void cutsALongPrincipal() {
        assertThat(AccessLog.principal(named("x".repeat(5000)))).hasSize(255);
    }
}
