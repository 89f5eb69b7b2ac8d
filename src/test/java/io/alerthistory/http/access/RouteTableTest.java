package io.alerthistory.http.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.access.AccessConfig.MetricsAccess;
import io.alerthistory.http.Routes;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;

class RouteTableTest {

    private final RouteTable table = new RouteTable();

    private Set<String> of(Role role) {
        Caller caller = new Caller("x", Caller.Kind.KEY, EnumSet.of(role), null, null);
        return RouteRole.ALL.stream().filter(route -> route.who() == RouteRole.Who.ROLES)
                .filter(route -> route.isAllowed(caller, MetricsAccess.VIEWER))
                .map(route -> route.method() + " " + route.path()).collect(Collectors.toSet());
    }

    @Test
    void ingestSendsAlertsAndReadsNothingOfTheHistory() {
        assertThat(of(Role.INGEST)).containsExactlyInAnyOrder("POST /api/v1/alerts", "POST /api/v1/webhooks/alertmanager",
                "PUT /api/v1/webhooks/alertmanager", "POST /api/v1/webhooks/alertmanager-events", "POST /api/v2/alerts",
                "POST /api/v1/sources/{source}/api/v2/alerts",
                // the version of the service, which those ask for who take it for an Alertmanager
                "GET /api/v2/status", "GET /api/v1/sources/{source}/api/v2/status");
    }

    @Test
    void viewerOnlyReads() {
        assertThat(of(Role.VIEWER)).isNotEmpty().allMatch(route -> route.startsWith("GET "))
                .noneMatch(route -> route.contains("/access/keys") || route.contains("/health/database"));
    }

    @Test
    void agentRecordsAndReadsOneSession() {
        // On the WebSocket an agent has the channels of sessions and of cancellations, not the list.
        assertThat(of(Role.AGENT).stream().filter(route -> route.startsWith("GET "))).isNotEmpty()
                .allMatch(route -> route.contains("{sessionId}") || route.contains("{chatId}") || route.endsWith("/ws"));
        assertThat(of(Role.AGENT)).noneMatch(route -> route.endsWith("/cancel") || route.endsWith("/resume"));
    }

    @Test
    void operatorMayWhatAViewerMayAndRecordsNothing() {
        assertThat(of(Role.OPERATOR)).containsAll(of(Role.VIEWER)).contains("POST /api/v1/alerts")
                .noneMatch(route -> route.contains("/history/bulk") || route.contains("/history/claims"));
    }

    @Test
    void adminMayEverything() {
        assertThat(of(Role.ADMIN)).hasSize(
                (int) RouteRole.ALL.stream().filter(route -> route.who() == RouteRole.Who.ROLES).count());
    }

    @Test
    void eachRouteIsInTheTableOnce() {
        assertThat(RouteRole.ALL.stream().map(route -> route.method() + route.path())).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
            "GET, /api/v1/history/sessions/abc, /api/v1/history/sessions/{sessionId}",
            "HEAD, /api/v1/history/sessions/abc, /api/v1/history/sessions/{sessionId}",
            "GET, /api//v1/history/./sessions/abc/, /api/v1/history/sessions/{sessionId}",
            "GET, /api/v1/access/%6beys, /api/v1/access/keys",
            "GET, /health/database/backup/status, /health/database/backup/status",
            "GET, /health/database/backup/x, /health/database/backup/{backupId}",
            "GET, /q/health/live, /q/health/**",
            "GET, /q/health, /q/health/**",
            "GET, /q/openapi.json, /q/openapi/**" })
    void findsARouteByItsAddress(String method, String address, String path) {
        assertThat(table.find(method, Routes.normalized(address))).map(RouteRole::path).contains(path);
    }

    @ParameterizedTest
    @CsvSource({ "GET, /api/v1/history", "POST, /api/v1/runbooks", "get, /api/v1/runbooks", "GET, /q/healthy",
            "GET, /API/v1/runbooks", "GET, /api/v1/history/sessions/a/b", "GET, /nothing" })
    void whatIsNotInTheTableIsNotFound(String method, String address) {
        assertThat(table.find(method, Routes.normalized(address))).isEmpty();
    }

    /** Each row of the table in docs/access.md is one of the code, in its order. */
    @Test
    void isTheTableInDocs() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("docs/access.md")).stream()
                .filter(line -> line.matches("\\| (GET|POST|PUT|PATCH|DELETE) `.*")).toList();

        assertThat(documented).isEqualTo(RouteRole.ALL.stream().map(RouteTableTest::row).toList());
    }

    private static String row(RouteRole route) {
        String roles = route.allowed().stream().map(Role::jsonName).collect(Collectors.joining(", "));
        String who = switch (route.who()) {
            case ANYBODY -> "anybody";
            case SIGNED_IN -> "everybody who has signed in";
            case ROLES -> roles;
            case METRICS_READERS -> "anybody; with METRICS_ACCESS=viewer " + roles;
        };
        return "| " + route.method() + " `" + route.path() + "` | " + who + " |";
    }
}
