package io.alerthistory.http.signin;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.jose4j.jwk.RsaJsonWebKey;
import org.jose4j.jwk.RsaJwkGenerator;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.keys.HmacKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Issuer;
import io.alerthistory.support.WithIssuer;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.config.HttpClientConfig;
import io.restassured.response.Response;
import io.vertx.core.json.Json;

/** Bearer tokens of a provider that is up, down, and changes its keys. */
@QuarkusTest
@TestProfile(WithIssuer.class)
class BearerTokenTest {

    private static final String SESSIONS = "/api/v1/history/sessions";
    private static final AtomicInteger ADDRESSES = new AtomicInteger();
    private static final Issuer ISSUER = WithIssuer.issuer();

    private static long now() {
        return System.currentTimeMillis() / 1000;
    }

    /** From an address of its own, because too many failures of one are refused otherwise. */
    private static Response readFromElsewhere(String token) {
        byte[] address = { 127, 1, (byte) ADDRESSES.incrementAndGet(), 1 };
        try {
            return given().config(RestAssured.config().httpClient(HttpClientConfig.httpClientConfig()
                    .setParam("http.route.local-address", InetAddress.getByAddress(address))))
                    .header("Authorization", "Bearer " + token).get(SESSIONS + "?page_size=1");
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Response read(String token) {
        return given().header("Authorization", "Bearer " + token).get(SESSIONS + "?page_size=1");
    }

    private static String parts(String header, Map<String, Object> claims, String signature) {
        return encoded(header) + "." + encoded(Json.encode(claims)) + "." + signature;
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void aTokenOfTheProviderNamesTheCallerAndItsRoles() {
        given().header("Authorization", "Bearer " + ISSUER.token("groups", List.of("sre", "others"))).get("/api/v1/access/me")
                .then()
                .statusCode(200).body("name", equalTo("alice"), "kind", equalTo("oidc"), "roles", equalTo(List.of("operator")));
        given().header("Authorization", "bearer " + ISSUER.token("preferred_username", null, "groups", List.of("readers")))
                .get("/api/v1/access/me").then().statusCode(200)
                .body("name", equalTo("7d1f"), "roles", equalTo(List.of("viewer")));
    }

    @Test
    void theCallerIsTheAuthor() {
        String session = given().header("Authorization", "Bearer " + ISSUER.token()).contentType("application/json")
                .body(Map.of("data", Map.of())).post("/api/v1/alerts").then().statusCode(200).extract().path("session_id");
        given().header("Authorization", "Bearer " + ISSUER.token()).get(SESSIONS + "/" + session).then().body("author",
                equalTo("alice"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "admin", "operator", "sre2", "" })
    void aGroupThatIsNotMappedGivesNothing(String group) {
        read(ISSUER.token("groups", List.of(group))).then().statusCode(403).contentType("application/problem+json");
    }

    static Stream<Arguments> badTokens() {
        Function<Issuer, String> otherAudience = issuer -> issuer.token("aud", "another-api");
        return Stream.of(Arguments.of("another audience", otherAudience),
                Arguments.of("the audience of a sign-in", (Function<Issuer, String>) i -> i.token("aud", Issuer.CLIENT)),
                Arguments.of("no audience", (Function<Issuer, String>) i -> i.token("aud", null)),
                Arguments.of("another issuer", (Function<Issuer, String>) i -> i.token("iss", "https://evil.example")),
                Arguments.of("no issuer", (Function<Issuer, String>) i -> i.token("iss", null)),
                Arguments.of("expired", (Function<Issuer, String>) i -> i.token("iat", now() - 300, "exp", now() - 60)),
                Arguments.of("no expiry", (Function<Issuer, String>) i -> i.token("exp", null)),
                Arguments.of("not valid yet", (Function<Issuer, String>) i -> i.token("nbf", now() + 120)),
                Arguments.of("without a signature",
                        (Function<Issuer, String>) i -> parts("{\"alg\":\"none\"}", i.claims(), "")),
                Arguments.of("without an algorithm", (Function<Issuer, String>) i -> parts("{\"alg\":\"none\",\"kid\":\""
                        + i.key().getKeyId() + "\"}", i.claims(), "AAAA")),
                Arguments.of("signed with the public key as a secret", (Function<Issuer, String>) BearerTokenTest::hmac),
                Arguments.of("signed by somebody else under the same name", (Function<Issuer, String>) BearerTokenTest::forged),
                Arguments.of("a changed claim", (Function<Issuer, String>) BearerTokenTest::changed),
                Arguments.of("named by nobody",
                        (Function<Issuer, String>) i -> i.token("preferred_username", "a\u0000b", "sub", "\n")),
                Arguments.of("no token", (Function<Issuer, String>) i -> "abc"),
                Arguments.of("dots", (Function<Issuer, String>) i -> ".."),
                Arguments.of("nothing", (Function<Issuer, String>) i -> ""));
    }

    private static String hmac(Issuer issuer) {
        try {
            JsonWebSignature signature = new JsonWebSignature();
            signature.setAlgorithmHeaderValue(AlgorithmIdentifiers.HMAC_SHA256);
            signature.setKeyIdHeaderValue(issuer.key().getKeyId());
            signature.setKey(new HmacKey(issuer.key().getPublicKey().getEncoded()));
            signature.setPayload(Json.encode(issuer.claims()));
            return signature.getCompactSerialization();
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String forged(Issuer issuer) {
        return Issuer.signed(issuer.claims(), ownKey(issuer.key().getKeyId()));
    }

    private static RsaJsonWebKey ownKey(String id) {
        try {
            RsaJsonWebKey key = RsaJwkGenerator.generateJwk(2048);
            key.setKeyId(id);
            return key;
        } catch (org.jose4j.lang.JoseException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String changed(Issuer issuer) {
        String[] parts = issuer.token().split("\\.", -1);
        Map<String, Object> claims = issuer.claims();
        claims.put("groups", List.of("platform"));
        return parts[0] + "." + encoded(Json.encode(claims)) + "." + parts[2];
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesABadToken(String what, Function<Issuer, String> token) {
        readFromElsewhere(token.apply(ISSUER)).then().statusCode(401).contentType("application/problem+json")
                .header("WWW-Authenticate", notNullValue()).body("type", equalTo("urn:alert-history:problem:unauthenticated"));
    }

    @Test
    void theClocksMayDifferByHalfAMinute() {
        read(ISSUER.token("iat", now() - 300, "exp", now() - 20)).then().statusCode(200);
        read(ISSUER.token("iat", now() + 20, "nbf", now() + 20)).then().statusCode(200);
    }

    @Test
    void afterTheKeysHaveChangedTheyAreReadOnceForAllWhoWait() throws Exception {
        awaitReread();
        ISSUER.rotate();
        int before = ISSUER.keyReads();
        ExecutorService clients = Executors.newFixedThreadPool(20);
        List<Future<Integer>> statuses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            statuses.add(clients.submit(() -> read(ISSUER.token()).statusCode()));
        }
        for (Future<Integer> status : statuses) {
            assertThat(status.get()).isEqualTo(200);
        }
        clients.shutdown();

        assertThat(ISSUER.keyReads()).isEqualTo(before + 1);
    }

    @Test
    void tokensWithInventedKeysDoNotMakeTheKeysBeReadAgainAndAgain() {
        int before = ISSUER.keyReads();
        RsaJsonWebKey key = ownKey("x");

        long began = System.nanoTime();
        for (int i = 0; i < 30; i++) {
            key.setKeyId(UUID.randomUUID().toString());
            readFromElsewhere(Issuer.signed(ISSUER.claims(), key)).then().statusCode(401);
        }
        long seconds = (System.nanoTime() - began) / 1_000_000_000;

        assertThat(ISSUER.keyReads() - before).isLessThanOrEqualTo((int) (2 + seconds / WithIssuer.REREAD_SECONDS));
    }

    /** Known keys suffice for the tokens that they have signed; a key that is not known cannot be asked for. */
    @Test
    void whileTheProviderIsDownTokensWithKnownKeysPass() throws Exception {
        String good = ISSUER.token();
        read(good).then().statusCode(200);
        awaitReread();
        ISSUER.down();
        try {
            ISSUER.rotate();
            for (int i = 0; i < 3; i++) {
                read(ISSUER.token()).then().statusCode(503).contentType("application/problem+json")
                        .header("Retry-After", notNullValue())
                        .body("type", equalTo("urn:alert-history:problem:sign_in_unavailable"));
                read(good).then().statusCode(200);
            }
            given().get("/q/health/ready").then().statusCode(200);
        } finally {
            ISSUER.up();
        }

        Awaitility.await().untilAsserted(() -> read(ISSUER.token()).then().statusCode(200));
    }

    @Test
    void keysAreTriedFirst() throws IOException {
        String key = Files.readString(WithIssuer.KEY).trim();

        read(key).then().statusCode(200);
        given().auth().preemptive().basic("any", key).get("/api/v1/access/me").then().statusCode(200).body("roles",
                hasItem("admin"));
        readFromElsewhere("ahk_nobody").then().statusCode(401);
    }

    /** So long as the service does not read the keys again. */
    private static void awaitReread() throws InterruptedException {
        java.util.concurrent.TimeUnit.MILLISECONDS.sleep(WithIssuer.REREAD_SECONDS * 1000L + 200);
    }
}
