package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.BehindProxy;

/** The log of requests in each of its forms. */
class PackagedAccessLogIT extends PackagedService {

    private List<String> lines() throws IOException {
        return output().lines().filter(line -> line.contains("duration_ms=")).toList();
    }

    private void run(Map<String, String> environment, int port) throws Exception {
        Map<String, String> all = new HashMap<>(BehindProxy.VARIABLES);
        all.putAll(environment);
        Process process = start(all);
        try {
            awaitReady(port, process);
            HttpRequest.Builder request = HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/none"));
            assertThat(send(request.header("X-Forwarded-User", "a\"b status=200")
                    .header("X-Forwarded-Groups", "readers").header("X-Auth-Proxy-Secret", BehindProxy.SECRET)
                    .header("X-Request-Id", "abc-1")))
                    .isEqualTo(404);
            Awaitility.await().untilAsserted(() -> assertThat(output()).contains("sessions/{sessionId} status=404"));
        } finally {
            process.destroy();
            process.waitFor();
        }
    }

    @Test
    void everyLineIsAnObject() throws Exception {
        int port = freePort();
        run(Map.of("PORT", String.valueOf(port), "ACCESS_LOG", "all", "LOG_FORMAT", "json"), port);
        ObjectMapper json = new ObjectMapper();
        List<String> objects = output().lines().filter(line -> line.startsWith("{")).toList();
        assertThat(objects).hasSizeGreaterThan(10).allSatisfy(line -> assertThat(json.readTree(line).isObject()).isTrue());
        assertThat(output().lines()).as("in the other format").noneMatch(line -> line.matches("\\d{4}-\\d\\d-.*"));
        JsonNode refused = json.readTree(lines().stream().filter(line -> line.contains("sessionId")).findFirst().orElseThrow());
        assertThat(refused.path("mdc").path("route").asText()).isEqualTo("/api/v1/history/sessions/{sessionId}");
        assertThat(refused.path("mdc").path("status").asText()).isEqualTo("404");
        assertThat(refused.path("mdc").path("principal").asText()).isEqualTo("a?b?status?200");
        assertThat(refused.path("mdc").path("request_id").asText()).isEqualTo("abc-1");
        assertThat(lines()).as("probes, too").hasSizeGreaterThan(1);
    }

    @Test
    void byDefaultALineTellsARefusal() throws Exception {
        int port = freePort();
        run(Map.of("PORT", String.valueOf(port)), port);
        assertThat(lines()).singleElement().asString().contains(" INFO ", " abc-1 method=GET ", " principal=a?b?status?200");
    }
}
