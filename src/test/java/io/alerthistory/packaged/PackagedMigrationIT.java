package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.PostgresServer;

/** Migrations by request, and by nobody's but an administrator's. */
class PackagedMigrationIT extends PackagedService {

    private static final String ROUTES = "/health/database/migrations/";

    @Test
    void servesNoRouteForAdministratorsInProduction() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "ENV", "production", "DATABASE_URL",
                postgresql(PostgresServer.createDatabase())));
        try {
            awaitReady(port, process);

            assertThat(ask("GET", port, "status", "").statusCode()).isEqualTo(403);
            HttpResponse<String> refused = ask("POST", port, "run", "{}");
            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).contains("urn:alert-history:problem:forbidden", "use the command line");
            assertThat(ask("POST", port, "rollback", "{\"to\":\"6\"}").statusCode()).isEqualTo(403);
        } finally {
            process.destroyForcibly();
        }
    }

    private HttpResponse<String> ask(String method, int port, String route, String body) throws Exception {
        return http.send(HttpRequest.newBuilder(uri(port, ROUTES + route)).timeout(Duration.ofSeconds(90))
                .header("Content-Type", "application/json")
                .method(method,
                        body.isEmpty() ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body))
                .build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String postgresql(String database) {
        return "postgresql://postgres:postgres@localhost:" + PostgresServer.port() + "/" + database;
    }
}
