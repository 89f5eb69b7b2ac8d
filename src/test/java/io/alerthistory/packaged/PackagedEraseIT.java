package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.InstalledPostgres;

/** What an erasure leaves, looked for as somebody does who gets a dump of the database. */
class PackagedEraseIT extends PackagedService {

    private static final String SECRET = "wilhelmina";

    @ParameterizedTest
    @ValueSource(strings = { "delete", "redact" })
    @EnabledIf("io.alerthistory.support.InstalledPostgres#isInstalled")
    void aDumpHasNothingOfAnErasedPerson(String mode) throws Exception {
        try (InstalledPostgres server = new InstalledPostgres(folder)) {
            int port = freePort();
            Process service = start(Map.of("DATABASE_URL", server.url("postgres"), "PORT", String.valueOf(port)));
            try {
                awaitReady(port, service);
                recorded(port);
                assertThat(dump(server, "before")).contains(SECRET);

                erase(port, mode, "{\"author\": \"" + SECRET + "\"}");
                erase(port, mode, "{\"label\": {\"name\": \"user\", \"value\": \"" + SECRET + "\"}}");

                assertThat(dump(server, "after")).contains("COPY public.alert_sessions").doesNotContain(SECRET);
            } finally {
                service.destroy();
                service.waitFor();
            }
        }
    }

    /** Everything that a person can be named in, over the routes that write it. */
    private void recorded(int port) throws Exception {
        assertThat(json(port, "/api/v1/history/sessions", """
                {"session_id": "s", "agent_type": "a", "chain_id": "c", "author": "%1$s", "status": "in_progress",
                 "alert_data": {"labels": {"user": "%1$s"}, "log": "%1$s did it"}, "error_message": "ask %1$s"}"""))
                .isEqualTo(201);
        assertThat(json(port, "/api/v1/history/sessions/s/llm-interactions",
                """
                        [{"interaction_id": "i", "model_name": "m", "conversation": {"messages": [{"role": "user", "content": "%s"}]}}]"""))
                .isEqualTo(201);
        assertThat(json(port, "/api/v2/alerts", """
                [{"labels": {"alertname": "Login", "user": "%1$s"}, "annotations": {"summary": "%1$s cannot sign in"}}]"""))
                .isEqualTo(200);
        assertThat(json(port, "/api/v1/webhooks/alertmanager", """
                {"version": "4", "status": "firing", "receiver": "ops", "groupKey": "{}:{user=%1$s}",
                 "groupLabels": {"user": "%1$s"}, "commonLabels": {"user": "%1$s"}, "commonAnnotations": {},
                 "alerts": [{"status": "firing", "labels": {"alertname": "Logout", "user": "%1$s"},
                   "annotations": {"summary": "%1$s"}, "startsAt": "2026-01-01T00:00:00Z"}]}""")).isEqualTo(200);
    }

    private int json(int port, String path, String body) throws Exception {
        return send(HttpRequest.newBuilder(uri(port, path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.formatted(SECRET))));
    }

    private void erase(int port, String mode, String match) throws Exception {
        assertThat(json(port, "/api/v1/history/erase",
                "{\"match\": " + match + ", \"mode\": \"" + mode + "\", \"dry_run\": false}")).isEqualTo(200);
    }

    private String dump(InstalledPostgres server, String name) throws Exception {
        Path file = folder.resolve(name + ".sql");
        Process dump = new ProcessBuilder(InstalledPostgres.programs().orElseThrow().resolve("pg_dump").toString(), "--file",
                file.toString(), "--dbname", server.url("postgres")).inheritIO().start();
        assertThat(dump.waitFor()).isZero();
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
