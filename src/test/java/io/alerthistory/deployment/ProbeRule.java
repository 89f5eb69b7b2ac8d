package io.alerthistory.deployment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * What is asked over HTTP is a route of docs/operations.md, and there is time for the answer, for the start and for the end.
 */
final class ProbeRule implements Rule {

    /** Seconds that the readiness probe itself waits for the database. */
    private static final int DATABASE_SECONDS = 2;
    /** 30 attempts to reach the database, of up to 10 s each, and the waits between them. */
    private static final int START_SECONDS = 2 + 4 + 8 + 16 + 25 * 30 + 30 * 10;
    /** What a process may need after the last request until it is gone. */
    private static final int SPARE_SECONDS = 5;

    private static final String OPERATIONS = Manifest.text(Path.of("docs/operations.md"));
    private static final List<String> ROUTES = Pattern.compile("(?m)^(?:\\| |## Metrics: )(/[a-z0-9/]+)").matcher(OPERATIONS)
            .results().map(match -> match.group(1)).toList();
    private static final int GRACE_SECONDS = Integer.parseInt(Pattern.compile("quarkus\\.shutdown\\.timeout=(\\d+)S")
            .matcher(Manifest.text(Path.of("src/main/resources/application.properties"))).results().findFirst()
            .map((MatchResult match) -> match.group(1)).orElseThrow());

    @Override
    public Stream<String> violations(Landscape landscape) {
        List<String> violations = new ArrayList<>();
        landscape.workloads().stream().filter(Workload::isTheService)
                .forEach(workload -> service(landscape, workload, violations));
        landscape.all("ServiceMonitor").forEach(monitor -> monitor.at("/spec/endpoints").findValuesAsText("path").stream()
                .filter(path -> !ROUTES.contains(path)).forEach(path -> violations.add(monitor + ": no route " + path)));
        return violations.stream();
    }

    private static void service(Landscape landscape, Workload workload, List<String> violations) {
        JsonNode container = workload.containers().get(0);
        Map.of("startupProbe", "/q/health/started", "readinessProbe", "/q/health/ready", "livenessProbe", "/q/health/live")
                .forEach((probe, path) -> check(violations,
                        container.path(probe).at("/httpGet/path").asText().equals(path) && ROUTES.contains(path),
                        workload + ": its " + probe + " does not ask " + path));
        check(violations, container.at("/readinessProbe/timeoutSeconds").asInt() > DATABASE_SECONDS,
                workload + ": its readinessProbe gives up before the service does");
        int start = container.at("/startupProbe/periodSeconds").asInt()
                * container.at("/startupProbe/failureThreshold").asInt();
        check(violations, start >= START_SECONDS, workload + ": its startupProbe gives up before the service does");
        int patience = container.at("/readinessProbe/periodSeconds").asInt()
                * (container.at("/readinessProbe/failureThreshold").asInt() - 1);
        check(violations, patience > 2 * container.at("/startupProbe/periodSeconds").asInt() + SPARE_SECONDS,
                workload + ": once the schema is migrated its old pods stop before a new one is ready");
        check(violations, workload.manifest().at("/spec/progressDeadlineSeconds").asInt() > start,
                workload + ": a rollout has failed before its startupProbe has");
        check(violations, workload.spec().path("terminationGracePeriodSeconds").asInt() >= end(landscape),
                workload + ": it is killed before its last request is answered");
    }

    private static int end(Landscape landscape) {
        return landscape.configMaps().values().stream().filter(map -> map.containsKey("SHUTDOWN_DELAY_SECONDS"))
                .mapToInt(map -> Integer.parseInt(map.get("SHUTDOWN_DELAY_SECONDS"))).findFirst().orElseThrow()
                + GRACE_SECONDS + SPARE_SECONDS;
    }

    private static void check(List<String> violations, boolean kept, String otherwise) {
        if (!kept) {
            violations.add(otherwise);
        }
    }
}
