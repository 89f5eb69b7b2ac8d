package io.alerthistory.http;

import static io.alerthistory.http.Api.BULK;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.WEBHOOK;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.response.Response;
import io.vertx.core.json.Json;

/** Bodies with a Content-Encoding. */
interface GzipHttpContract {

    int BODY = 10_485_760;

    static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static Response post(String path, String coding, byte[] body) {
        return given().contentType(path.equals(BULK) ? "application/x-ndjson" : "application/json; charset=UTF-8")
                .header("Content-Encoding", coding).body(body).post(path);
    }

    private static HttpResponse<String> upload(byte[] body) {
        return BulkResponses.send(BulkResponses.request().header("Content-Encoding", "gzip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "x-gzip", "GZIP", "identity, gzip" })
    default void aCompressedBodyIsTheBodyItself(String coding) {
        Map<String, Object> session = Api.session(Samples.id());
        session.put("alert_data", Map.of("log", "漢".repeat(200_000)));
        post(SESSIONS, coding, gzip(Json.encode(session))).then().statusCode(201).body("alert_data",
                equalTo(session.get("alert_data")));
        Api.json(session).post(SESSIONS).then().statusCode(200);
        post(WEBHOOK, coding, gzip(Api.fixture("alertmanager-webhook-v0.33-1-firing-3.json"))).then().statusCode(200).body(
                "errors",
                equalTo(List.of()));
    }

    @Test
    default void anUploadIsDecodedWhileItIsRead() {
        String prefix = Samples.id();
        String lines = String.join("", IntStream.range(0, 3000).mapToObj(i -> BulkLines.session(prefix + i) + "\n").toList());
        HttpResponse<String> answer = upload(gzip(lines));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body().strip()).contains("\"accepted\":3000").endsWith("}");
        given().get(SESSIONS + "/" + prefix + "2999").then().statusCode(200);
    }

    /** As many members as the client likes (RFC 1952, 2.2). */
    @Test
    default void severalMembersAreOneBody() {
        String text = Json.encode(Api.session(Samples.id()));
        byte[] first = gzip(text.substring(0, 20));
        byte[] second = gzip(text.substring(20));
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        post(SESSIONS, "gzip", both).then().statusCode(201);
    }

    /** The limits are those of what is decoded. */
    @Test
    default void aBombIsRefusedAsItsBytesSentPlain() {
        String session = Json.encode(Api.session(Samples.id()));
        post(SESSIONS, "gzip", gzip(session + " ".repeat(BODY - session.length()))).then().statusCode(201);
        for (int more : List.of(1, 40_000_000)) {
            post(SESSIONS, "gzip", gzip(session + " ".repeat(BODY - session.length() + more))).then().statusCode(413)
                    .contentType("application/problem+json").body("type", equalTo("urn:alert-history:problem:too_large"));
        }
        post(WEBHOOK, "gzip", gzip("[" + "[],".repeat(1_000_001) + "[]]")).then().statusCode(422)
                .body("detail", containsString("at most 1,000,000"));
        HttpResponse<String> upload = upload(gzip(" ".repeat(40_000_000) + "\n" + BulkLines.session(Samples.id()) + "\n"));
        assertThat(upload.statusCode()).isEqualTo(200);
        assertThat(upload.body()).contains("too_large").contains("\"accepted\":1");
        Awaitility.await().untilAsserted(() -> assertThat(IntakeHttpContract.budgets().requests().used()).isZero());
    }

    @Test
    default void whatIsNoGzipIs400() {
        byte[] body = gzip(Json.encode(Api.session(Samples.id())));
        byte[] damaged = body.clone();
        damaged[body.length - 5] ^= 1;
        for (byte[] sent : List.of(Json.encode(Api.session(Samples.id())).getBytes(StandardCharsets.UTF_8), damaged,
                Arrays.copyOf(body, body.length - 1), Arrays.copyOf(body, 7), Arrays.copyOf(body, body.length + 1))) {
            post(SESSIONS, "gzip", sent).then().statusCode(400).contentType("application/problem+json")
                    .body("detail", containsString("gzip"));
        }
        String line = BulkLines.session(Samples.id()) + "\n";
        HttpResponse<String> upload = upload(Arrays.copyOf(gzip(line), gzip(line).length - 3));
        assertThat(upload.body()).contains("before the end of its gzip data");
    }

    @ParameterizedTest
    @ValueSource(strings = { "deflate", "br", "zstd", "compress", "gzip, gzip", "gzip, br", "x" })
    default void otherCodingsAre415(String coding) {
        for (String path : List.of(SESSIONS, WEBHOOK, BULK, Api.ALERTS, SESSIONS + "/x/cancel")) {
            post(path, coding, gzip("{}")).then().statusCode(415).header("Accept-Encoding", "gzip")
                    .contentType("application/problem+json")
                    .body("type", equalTo("urn:alert-history:problem:unsupported_encoding"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "utf-16", "UTF-16LE", "windows-1252", "\"utf-32\"" })
    default void otherCharsetsAre415(String charset) {
        byte[] body = Json.encode(Api.session(Samples.id())).getBytes(StandardCharsets.UTF_8);
        HttpResponse<String> answer = BulkResponses.send(HttpRequest
                .newBuilder(java.net.URI.create("http://localhost:" + io.restassured.RestAssured.port + SESSIONS))
                .header("Content-Type", "application/json; charset=" + charset)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body)));
        assertThat(answer.statusCode()).isEqualTo(415);
        assertThat(answer.body()).contains("urn:alert-history:problem:unsupported_media_type", "utf-8");
    }

    /** With the same key, a retry may be compressed where the first attempt was not. */
    @Test
    default void anIdempotencyKeyBelongsToTheBodyItself() {
        String body = Json.encode(Api.session(Samples.id()));
        String key = Samples.id();
        given().contentType("application/json").header("Idempotency-Key", key).body(body).post(SESSIONS).then().statusCode(201);
        given().contentType("application/json").header("Idempotency-Key", key).header("Content-Encoding", "gzip")
                .body(gzip(body)).post(SESSIONS).then().statusCode(201).header("Idempotent-Replay", "true");
    }
}
