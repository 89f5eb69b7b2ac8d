package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.CapturedLog;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.vertx.core.json.Json;

/** The same requests over HTTP/2, begun by an upgrade, as Java's client does it. */
interface Http2HttpContract {

    private static HttpResponse<String> send(HttpClient client, String method, String path, String type, String body)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + path))
                .method(method, body.isEmpty() ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body));
        return client.send(type.isEmpty() ? request.build() : request.header("Content-Type", type).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    default void servesRequestsWithAndWithoutABodyAndLogsNoFailure() throws Exception {
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        String id = Samples.id();
        try (CapturedLog log = new CapturedLog("io.quarkus.vertx.http.runtime.filters")) {
            List<HttpResponse<String>> responses = List.of(
                    send(client, "GET", SESSIONS + "?page_size=1", "", ""),
                    send(client, "POST", SESSIONS, "application/json", Json.encode(Api.session(id))),
                    send(client, "PATCH", SESSIONS + "/" + id, "application/merge-patch+json", "{\"pod_id\":\"p\"}"),
                    send(client, "POST", SESSIONS, "application/json", "{"),
                    send(client, "POST", SESSIONS, "text/plain", "x".repeat(100_000)),
                    send(client, "GET", SESSIONS + "/" + id, "", ""));

            assertThat(responses).extracting(HttpResponse::version).containsOnly(HttpClient.Version.HTTP_2);
            assertThat(responses).extracting(HttpResponse::statusCode).containsExactly(200, 201, 200, 400, 415, 200);
            assertThat(Json.decodeValue(responses.get(5).body())).asString().contains("\"pod_id\":\"p\"");
            assertThat(log.messages()).isEmpty();
        }
    }
}
