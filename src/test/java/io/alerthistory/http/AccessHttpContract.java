package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.session;
import static io.alerthistory.http.SignedIn.address;
import static io.alerthistory.http.SignedIn.as;
import static io.alerthistory.http.SignedIn.at;
import static io.alerthistory.http.SignedIn.id;
import static io.alerthistory.http.SignedIn.key;
import static io.alerthistory.http.SignedIn.with;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.hamcrest.Matchers.aMapWithSize;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasKey;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.io.IOException;
import java.net.http.WebSocketHandshakeException;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.http.access.RouteRole;
import io.alerthistory.request.Role;
import io.alerthistory.support.Answer;
import io.alerthistory.support.LiveClient;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;
import io.alerthistory.support.Samples;
import io.alerthistory.support.StreamClient;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** Who may do what, with keys. */
interface AccessHttpContract {

    String KEYS = "/api/v1/access/keys";
    String ME = "/api/v1/access/me";
    long MINUTE_US = 60_000_000;

    private static Response request(RequestSpecification client, RouteRole route) {
        String path = route.path().replace("/**", "").replaceAll("\\{[^}]*}", "unknown");
        if (path.endsWith("/events")) { // a stream would not end
            path += "?last_event_id=refused";
        }
        return client.redirects().follow(false).request(route.method(), path);
    }

    /** The key of each role, made once for all routes. */
    private static Map<Role, String> keys() {
        Map<Role, String> keys = new EnumMap<>(Role.class);
        Stream.of(Role.values()).forEach(role -> keys.put(role, key(role)));
        return keys;
    }

    @Test
    default void eachRouteAsksForARole() {
        Map<Role, String> keys = keys();
        for (RouteRole route : RouteRole.ALL) {
            boolean isOpen = route.who() == RouteRole.Who.ANYBODY;
            int nobody = request(given(), route).statusCode();
            assertThat(nobody).as("%s %s for nobody", route.method(), route.path())
                    .satisfies(status -> assertThat(status == 401).isEqualTo(!isOpen));
            keys.forEach((role, key) -> {
                boolean isAllowed = route.roles().isEmpty() || route.allowed().contains(role);
                Response response = request(with(key), route);
                String where = route.method() + " " + route.path() + " for " + role;
                assertThat(response.statusCode()).as(where).isNotEqualTo(401);
                assertThat(response.statusCode() == 403).as(where).isEqualTo(!isAllowed);
                if (!isAllowed) {
                    response.then().contentType("application/problem+json").body("type", endsWith(":forbidden"), "detail",
                            equalTo("This needs the role " + route.least().jsonName()));
                }
            });
        }
    }

    private static String page(String address, Role role) {
        return as(role).get(address).then().statusCode(200).extract().asString();
    }

    @Test
    default void aPageHasNoButtonThatItsReaderMayNotPress() {
        assertThat(page("/", Role.VIEWER)).contains("href=\"/about\"").doesNotContain("href=\"/operations\"",
                "href=\"/access\"", "<form method=\"post\"");
        assertThat(page("/operations", Role.OPERATOR)).contains("Backups", "href=\"/operations\"")
                .doesNotContain("href=\"/access\"", "Back up now", "Roll back", "method=\"post\"");
        assertThat(page("/operations", Role.ADMIN)).contains("href=\"/access\"", "Back up now",
                "action=\"/operations/backups\"");
        assertThat(page("/about", Role.VIEWER)).contains("client", "signed in with an access key", "Viewer")
                .doesNotContain("Operator");
    }

    @Test
    default void onlyOperatorsAreOfferedToAcknowledge() {
        String team = "t" + Samples.id();
        as(Role.INGEST).contentType("application/json")
                .body(List.of(Map.of("labels", Map.of("alertname", "A", "team", team))))
                .post("/api/v2/alerts").then().statusCode(200);
        String list = "/alerts?filter=team%3D" + team;
        String fingerprint = as(Role.VIEWER).queryParam("label", "team=" + team).get("/api/v1/alerts")
                .path("alerts[0].fingerprint");

        assertThat(SignedIn.as(Role.VIEWER).urlEncodingEnabled(false).get(list).asString()).contains("team=" + team)
                .doesNotContain("method=\"post\"");
        assertThat(page("/alerts/" + fingerprint, Role.VIEWER)).contains(team).doesNotContain("method=\"post\"");
        as(Role.VIEWER).contentType("application/x-www-form-urlencoded").post("/alerts/" + fingerprint + "/ack").then()
                .statusCode(403);
        assertThat(page("/alerts/" + fingerprint, Role.OPERATOR))
                .contains("action=\"/alerts/" + fingerprint + "/ack?source=\"");
        as(Role.OPERATOR).redirects().follow(false).contentType("application/x-www-form-urlencoded")
                .post("/alerts/" + fingerprint + "/ack?source=").then().statusCode(303);
    }

    @Test
    default void aKeyIsMadeRotatedAndRevokedOnThePage() {
        String admin = key(Role.ADMIN);
        Response made = with(admin).contentType("application/x-www-form-urlencoded")
                .body("name=%3Cscript%3Enasty&role=viewer&role=agent&expiry=7").post("/access/keys");
        made.then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        String html = made.asString();
        assertThat(html).contains("&lt;script&gt;nasty", "Viewer, Agent").doesNotContain("<script>nasty");
        int begin = html.indexOf("value=\"ahk_") + 7;
        String secret = html.substring(begin, html.indexOf('"', begin));
        with(secret).get(ME).then().statusCode(200).body("name", equalTo("<script>nasty"));
        String address = "/access/keys/" + SignedIn.id(secret);
        assertThat(with(admin).get("/access").asString()).contains("&lt;script&gt;nasty", address + "/rotate")
                .doesNotContain(secret);

        with(admin).get(address + "/rotate").then().statusCode(200);
        Response rotated = with(admin).contentType("application/x-www-form-urlencoded").body("now=true")
                .post(address + "/rotate");
        rotated.then().statusCode(200).header("Cache-Control", equalTo("no-store"));
        assertThat(rotated.asString()).contains("value=\"ahk_").doesNotContain(secret);

        assertThat(with(admin).get(address + "/revoke").asString()).contains("stays revoked", "method=\"post\"");
        with(admin).redirects().follow(false).contentType("application/x-www-form-urlencoded").post(address + "/revoke").then()
                .statusCode(303).header("Location", endsWith("/access#keys"));
        with(secret).get(ME).then().statusCode(401);
        with(admin).contentType("application/x-www-form-urlencoded").post("/access/keys/none/revoke").then().statusCode(404);
    }

    @Test
    default void anIdempotencyKeyKeepsNoPage() {
        String admin = key(Role.ADMIN);
        String header = Samples.id();
        for (int i = 0; i < 2; i++) {
            Response made = with(admin).header("Idempotency-Key", header).contentType("application/x-www-form-urlencoded")
                    .body("name=twice&role=viewer&expiry=7").post("/access/keys");
            made.then().statusCode(200);
            assertThat(made.asString()).contains("value=\"ahk_");
        }
    }

    @Test
    default void anInvalidKeyIsNotMadeAndTheFormSaysWhy() {
        Response refused = as(Role.ADMIN).contentType("application/x-www-form-urlencoded").body("name=&expiry=7")
                .post("/access/keys");

        refused.then().statusCode(422).contentType("text/html;charset=UTF-8");
        assertThat(refused.asString()).contains("Give the key a name", "Choose at least one role").doesNotContain("ahk_");
    }

    @Test
    default void theAuditLogIsFilteredAndVerifiedOnThePage() {
        String id = SignedIn.id(key("audited on the page", null, Role.VIEWER));
        String html = page("/access?action=key_create&target=" + id, Role.ADMIN);
        assertThat(html).contains("Make a key", "Name: audited on the page; Roles: viewer", id, "Remove the filter");
        assertThat(page("/access?action=key_revoke&target=" + id, Role.ADMIN)).contains("No entry matches the filter");
        as(Role.ADMIN).get("/access?action=nothing").then().statusCode(422);

        assertThat(as(Role.ADMIN).contentType("application/x-www-form-urlencoded").post("/access/verify").asString())
                .contains("The audit log is as it was written");
    }

    @Test
    default void theHandshakeOfAWebSocketAsksForARole() {
        assertThat(handshake(null)).isEqualTo(401);
        assertThat(handshake("ahk_none_none")).isEqualTo(401);
        assertThat(handshake(key(Role.INGEST))).isEqualTo(403);
        try (LiveClient viewer = new LiveClient(Map.of("Authorization", "Bearer " + key(Role.VIEWER)));
                LiveClient agent = new LiveClient(Map.of("Authorization", "Bearer " + key(Role.AGENT)))) {
            viewer.subscribe("sessions");
            agent.subscribe("cancellations").send("{\"action\":\"subscribe\",\"channel\":\"sessions\"}");
            assertThat(agent.await("error").path("message").asText()).contains("viewer");
        }
    }

    private static int handshake(String key) {
        CompletionException failure = catchThrowableOfType(CompletionException.class,
                () -> new LiveClient(key == null ? Map.of() : Map.of("Authorization", "Bearer " + key)).close());
        return ((WebSocketHandshakeException) failure.getCause()).getResponse().statusCode();
    }

    @Test
    default void whatIsDoneToAKeyIsInTheAuditLog() {
        Response made = as(Role.ADMIN).contentType("application/json")
                .body(Map.of("name", "audited", "roles", List.of("viewer")))
                .post(KEYS);
        String id = made.path("id");
        String secret = made.path("key");
        as(Role.ADMIN).post(KEYS + "/" + id + "/rotate").then().statusCode(200);
        as(Role.ADMIN).delete(KEYS + "/" + id).then().statusCode(204);
        as(Role.ADMIN).delete(KEYS + "/" + Samples.id()).then().statusCode(404);

        as(Role.ADMIN).queryParam("target", id).get("/api/v1/audit").then().statusCode(200)
                .body("entries.action", contains("key_revoke", "key_rotate", "key_create"), "entries[0].actor_kind",
                        equalTo("key"), "entries[2].details.name", equalTo("audited"), "entries[2].details.roles",
                        contains("viewer"))
                .body(not(containsString(secret)));
    }

    @Test
    default void eachDescribedRouteNamesItsRoles() {
        Map<String, Map<String, Object>> paths = as(Role.VIEWER).accept("application/json").get("/q/openapi")
                .then().statusCode(200).extract().path("paths");
        Map<String, RouteRole> table = new HashMap<>();
        RouteRole.ALL.forEach(route -> table.put(route.method().toLowerCase() + route.path(), route));
        assertThat(paths).hasSizeGreaterThan(30);
        paths.forEach((path, operations) -> operations.forEach((method, operation) -> {
            if (operation instanceof Map<?, ?> described && described.containsKey("operationId")) {
                RouteRole route = table.get(method + path);
                assertThat(route).as(method + " " + path).isNotNull();
                List<String> roles = route.roles().stream().map(Role::jsonName).toList();
                String security = String.valueOf(described.get("security"));
                assertThat(roles).as(method + " " + path + " " + security).allMatch(security::contains);
                assertThat(roles.isEmpty()).isEqualTo(security.contains("[]") || security.equals("[{}]"));
                assertThat(((Map<?, ?>) described.get("responses")).containsKey("403")).isEqualTo(!roles.isEmpty());
            }
        }));
    }

    @Test
    default void whoHasNoCredentialIsToldTheWaysInAndNothingElse() {
        String stored = Samples.id();
        as(Role.AGENT).contentType("application/json").body(session(stored)).post(SESSIONS).then().statusCode(201);
        for (String path : List.of(SESSIONS + "/" + stored, SESSIONS + "/" + Samples.id(), "/api/v1/no-such-route", "/api/v2/x",
                KEYS + "/x/rotate", "/api/")) {
            Response response = when().get(path);
            response.then().statusCode(401).contentType("application/problem+json").body("type", endsWith(":unauthenticated"),
                    "detail", equalTo("The request has no credential"), "instance", equalTo(path));
            assertThat(response.headers().getValues("WWW-Authenticate")).containsExactly("Bearer realm=\"alert-history\"",
                    "Basic realm=\"alert-history\", charset=\"UTF-8\"");
        }
        given().contentType("application/json").body(session(Samples.id())).post(SESSIONS).then().statusCode(401);
        given().options(SESSIONS).then().statusCode(401);
        given().head(SESSIONS).then().statusCode(401);
        given().queryParam("access_token", key(Role.ADMIN)).get(SESSIONS).then().statusCode(401);
    }

    @Test
    default void whoHasACredentialIsToldOfUnknownRoutes() {
        String key = key(Role.INGEST);
        with(key).get("/api/v1/no-such-route").then().statusCode(404).body("type", endsWith(":not_found"));
        with(key).put(SESSIONS).then().statusCode(405).header("Allow", equalTo("GET, POST"));
        with(key).get("/no-such-route").then().statusCode(404);
        when().get("/no-such-route").then().statusCode(404);
    }

    /** Two parsers that understand an address differently would let a caller past the table. */
    @ParameterizedTest
    @ValueSource(strings = { "/api//v1/access/keys", "/api/v1/./access/keys", "/api/v1/x/../access/keys",
            "/api/v1/access/%6beys", "/api/v1/access/keys/", "/API/v1/access/keys", "/api/v1/access/keys;a=b",
            "/api/v1/access/keys%2f", "//api/v1/access/keys", "/api/v1/access/keys?x", "/api/v1/access/%6b%65ys",
            "/q/../api/v1/access/keys", "/./health/database/backup/status", "/health/database//backup/status/",
            "/q/health/../../api/v1/access/keys", "/q/health/%2e%2e/%2e%2e/api/v1/access/keys" })
    default void noSpellingOfAnAddressGetsPastTheTable(String address) throws IOException {
        for (String credential : List.of("", "Authorization: Bearer " + key(Role.VIEWER) + "\r\n")) {
            byte[] bytes = ("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n" + credential + "\r\n")
                    .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            try (RawConnection connection = new RawConnection(RestAssured.port)) {
                Answer answer = connection.send(new RawRequest(bytes, "GET", true, false)).orElseThrow();
                assertThat(answer.status()).as(address).isIn(400, 401, 403, 404);
                assertThat(answer.text()).doesNotContain("created_by");
            }
        }
    }

    @Test
    default void aKeyIsATokenOrThePasswordOfAnyUser() {
        String key = key("nightly", null, Role.VIEWER, Role.INGEST);
        Map<String, Object> me = Map.of("name", "nightly", "kind", "key", "roles", List.of("viewer", "ingest"));
        assertThat(with(key).get(ME).then().statusCode(200).extract().<Map<String, Object>> path("$")).isEqualTo(me);
        assertThat(given().auth().preemptive().basic("prometheus", key).get(ME).<Map<String, Object>> path("$")).isEqualTo(me);
        assertThat(given().auth().preemptive().basic("", key).get(ME).statusCode()).isEqualTo(200);
    }

    @Test
    default void aMistypedKeyIsToldFromAnUnknownOne() {
        RequestSpecification client = at(address());
        String key = key(Role.VIEWER);
        String mistyped = key.substring(0, key.length() - 1) + (key.endsWith("a") ? "b" : "a");
        client.header("Authorization", "Bearer " + mistyped).get(ME).then().statusCode(401)
                .header("WWW-Authenticate", notNullValue()).body("detail", containsString("copied wrong"));
        String unknown = refusal(otherSecret(key));
        assertThat(unknown).contains("unknown, revoked or expired");

        as(Role.ADMIN).delete(KEYS + "/" + id(key)).then().statusCode(204);

        assertThat(refusal(key)).isEqualTo(unknown);
        String expired = key("short", System.currentTimeMillis() * 1000 + 300_000, Role.VIEWER);
        Awaitility.await().until(() -> with(expired).get(ME).statusCode() == 401);
        assertThat(refusal(expired)).isEqualTo(unknown);
    }

    private static String refusal(String key) {
        return at(address()).header("Authorization", "Bearer " + key).get(ME).then().statusCode(401)
                .body("type", endsWith(":unauthenticated")).extract().path("detail");
    }

    /** Another key's secret under this key's id, with the right check characters. */
    private static String otherSecret(String key) {
        String secret = "0".repeat(43);
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(("ahk_" + id(key) + "_" + secret).getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder check = new StringBuilder();
        for (long rest = crc.getValue(); check.length() < 6; rest /= 62) {
            check.insert(0, digits.charAt((int) (rest % 62)));
        }
        return "ahk_" + id(key) + "_" + secret + check;
    }

    @Test
    default void theKeyIsShownOnce() {
        long expires = System.currentTimeMillis() * 1000 + MINUTE_US;
        String admin = key("root", null, Role.ADMIN);

        Response made = with(admin).contentType("application/json")
                .body(Map.of("name", " ci ", "roles", List.of("agent", "viewer", "agent"), "expires_at_us", expires))
                .post(KEYS);

        made.then().statusCode(201).header("Cache-Control", equalTo("no-store")).body("name", equalTo("ci"), "roles",
                contains("viewer", "agent"), "created_by", equalTo("root"), "expires_at_us", equalTo(expires),
                "last_used_at_us",
                nullValue(), "revoked_at_us", nullValue(), "created_at_us", notNullValue());
        String id = made.path("id");
        assertThat(made.header("Location")).endsWith(KEYS + "/" + id);
        with(made.path("key")).get(SESSIONS).then().statusCode(200);
        String list = with(admin).get(KEYS).then().statusCode(200)
                .body("keys.find { it.id == '" + id + "' }", not(hasKey("key"))).extract().asString();
        assertThat(list).doesNotContain("ahk_", "secret", "hash");
    }

    @Test
    default void theUseOfAKeyIsNoted() {
        String admin = key(Role.ADMIN);
        String used = key(Role.VIEWER);
        with(used).get(ME).then().statusCode(200);

        Awaitility.await().untilAsserted(() -> with(admin).get(KEYS).then()
                .body("keys.find { it.id == '" + id(used) + "' }.last_used_at_us", notNullValue()));
    }

    /** Once for the first request, perhaps once in the background, and a note of the use. */
    @Test
    default void manyRequestsReadAKeyOnce() {
        String metrics = key(Role.VIEWER);
        String agent = key(Role.AGENT);
        with(metrics).get(ME).then().statusCode(200);
        double before = statements(metrics);
        for (int i = 0; i < 30; i++) {
            with(agent).contentType("application/json").body(session(Samples.id())).post(SESSIONS).then().statusCode(201);
        }

        assertThat(statements(metrics) - before).isBetween(1.0, 10.0);
    }

    private static double statements(String key) {
        return with(key).accept("text/plain; version=0.0.4").get("/q/metrics").asString().lines()
                .filter(line -> line.matches("alert_history_database_query_seconds_count\\{.*statement=\"access_key\".*"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    default void aRevokedKeyIsRefusedAtOnceHere() {
        String key = key(Role.VIEWER);
        String admin = key(Role.ADMIN);
        with(key).get(ME).then().statusCode(200);

        with(admin).delete(KEYS + "/" + id(key)).then().statusCode(204);

        assertThat(refusal(key)).isNotEmpty();
        with(admin).delete(KEYS + "/" + id(key)).then().statusCode(204);
        with(admin).delete(KEYS + "/unknown").then().statusCode(404).body("type", endsWith(":key_not_found"));
        with(admin).get(KEYS).then().body("keys.find { it.id == '" + id(key) + "' }.revoked_at_us", notNullValue());
    }

    @Test
    default void aConnectionEndsWithTheKeyThatOpenedIt() {
        String key = key(Role.VIEWER);
        String admin = key(Role.ADMIN);
        Map<String, String> header = Map.of("Authorization", "Bearer " + key);
        try (LiveClient socket = new LiveClient(header); StreamClient stream = new StreamClient("/api/v1/events", header)) {
            assertThat(stream.head().statusCode()).isEqualTo(200);
            socket.subscribe("sessions");

            with(admin).delete(KEYS + "/" + id(key)).then().statusCode(204);

            assertThat(socket.closeCode()).isEqualTo(1008);
            stream.awaitEnd();
        }
    }

    @Test
    default void aRotatedKeyHasTwoSecretsUntilTheGraceIsOver() {
        String admin = key(Role.ADMIN);
        String first = key("agent", null, Role.AGENT);
        with(first).get(ME).then().statusCode(200);

        Response rotated = with(admin).post(KEYS + "/" + id(first) + "/rotate");
        rotated.then().statusCode(200).body("id", equalTo(id(first)), "name", equalTo("agent"));
        String second = rotated.path("key");

        assertThat(id(second)).isEqualTo(id(first));
        with(first).get(ME).then().statusCode(200);
        with(second).get(ME).then().statusCode(200);
        String third = with(admin).contentType("application/json").body(Map.of("grace_seconds", 0))
                .post(KEYS + "/" + id(first) + "/rotate").then().statusCode(200).extract().path("key");
        with(third).get(ME).then().statusCode(200);
        assertThat(refusal(first)).isEqualTo(refusal(second));
    }

    @Test
    default void neitherAnUnknownNorARevokedKeyIsRotated() {
        String admin = key(Role.ADMIN);
        String revoked = key(Role.VIEWER);
        with(admin).delete(KEYS + "/" + id(revoked)).then().statusCode(204);

        for (String id : List.of(id(revoked), "unknown")) {
            with(admin).post(KEYS + "/" + id + "/rotate").then().statusCode(404).body("type", endsWith(":key_not_found"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"name\":\"\",\"roles\":[\"viewer\"]}", "{\"name\":\"a\",\"roles\":[]}", "{\"name\":\"a\"}",
            "{\"name\":\"a\",\"roles\":[\"root\"]}", "{\"name\":\"a\",\"roles\":[null]}",
            "{\"name\":\"a\",\"roles\":[\"viewer\"],\"expires_at_us\":1}",
            "{\"name\":\"a\",\"roles\":[\"viewer\"],\"key\":\"ahk_1\"}", "{\"roles\":[\"viewer\"]}" })
    default void aKeyThatMakesNoSenseIsRefused(String body) {
        as(Role.ADMIN).contentType("application/json").body(body).post(KEYS).then().statusCode(422)
                .body("errors[0].pointer", notNullValue());
    }

    @Test
    default void aRepeatMakesNoSecondKeyAndGetsNoSecret() {
        String admin = key(Role.ADMIN);
        String idempotency = Samples.id();
        Map<String, Object> body = Map.of("name", idempotency, "roles", List.of("viewer"));
        Response first = with(admin).header("Idempotency-Key", idempotency).contentType("application/json").body(body)
                .post(KEYS);
        first.then().statusCode(201).body("key", notNullValue());

        Response second = with(admin).header("Idempotency-Key", idempotency).contentType("application/json").body(body)
                .post(KEYS);

        second.then().statusCode(201).header("Idempotent-Replay", equalTo("true")).body("id", equalTo(first.path("id")), "$",
                not(hasKey("key")));
        with(admin).get(KEYS).then().body("keys.findAll { it.name == '" + idempotency + "' }.size()", equalTo(1));
    }

    @Test
    default void tooManyWrongKeysOfAnAddressAreRefusedAndGoodOnesAreNot() {
        String address = address();
        String admin = key(Role.ADMIN);
        double before = refusals(admin);
        for (int i = 0; i < 10; i++) {
            at(address).header("Authorization", "Bearer wrong").get(ME).then().statusCode(401);
            at(address).get(ME).then().statusCode(401); // no credential is no failure
        }

        at(address).header("Authorization", "Bearer wrong").get(ME).then().statusCode(429)
                .contentType("application/problem+json").header("Retry-After", equalTo("60"))
                .body("type", endsWith(":too_many_sign_ins"));
        at(address).header("Authorization", "Bearer " + admin).get(ME).then().statusCode(200);
        at(address).get(ME).then().statusCode(401);
        at(address()).header("Authorization", "Bearer wrong").get(ME).then().statusCode(401);
        assertThat(refusals(admin)).isGreaterThanOrEqualTo(before + 12);
    }

    private static double refusals(String key) {
        return with(key).accept("text/plain; version=0.0.4").get("/q/metrics").asString().lines()
                .filter(line -> line.startsWith("alert_history_signin_refused_total{way=\"key\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1))).sum();
    }

    @Test
    default void anybodySeesTheStatusAloneAndAViewerTheReport() {
        when().get("/health").then().statusCode(200).body("$", aMapWithSize(1), "status", equalTo("healthy"));
        as(Role.INGEST).get("/health").then().body("$", aMapWithSize(1));
        as(Role.VIEWER).get("/health").then().statusCode(200).body("services.database.connected", equalTo(true));
        when().get("/q/health/ready").then().statusCode(200);
        when().get("/readiness").then().statusCode(200);
    }

    @Test
    default void theAuthorOfAKeysKeyIsTheKey() {
        String created = as(Role.ADMIN).contentType("application/json").body(Map.of("name", "a", "roles", List.of("viewer")))
                .post(KEYS).path("created_by");

        assertThat(created).isEqualTo("client");
    }
}
