package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.health.Schema;
import io.alerthistory.http.openapi.Examples.Exchange;
import io.alerthistory.ingest.RecordedEvents;
import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** A short investigation and everything around it, sent to the running service; what the clock or chance decides is fixed. */
public final class RecordedDay {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SESSIONS = "/api/v1/history/sessions";
    private static final String SESSION = SESSIONS + "/example-session";
    private static final String STAGES = SESSION + "/stages";

    private static final String BULK = "/api/v1/history/bulk";
    private static final String NDJSON = "application/x-ndjson";

    private static final long START_US = 1_763_719_200_000_000L;
    private static final long SECOND_US = 1_000_000;
    private static final Pattern RANDOM_ID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");
    private static final Pattern REQUEST_ID = Pattern.compile("(\"request_id\":\")" + RANDOM_ID);
    private static final Pattern NOW_US = Pattern.compile("\\b\\d{16}\\b");
    private static final Pattern NOW = Pattern.compile("20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z");
    private static final Pattern MEASURED = Pattern.compile("(\"(?:latency|p50|p95|p99|max)_ms\":)[0-9.E-]+");
    private static final Pattern EXECUTION = Pattern.compile("(\"execution_ms\":)[0-9]+");
    private static final Pattern SLOW = Pattern.compile("\"slow_query_count\":[0-9]+,\"slow_queries\":\\[[^]]*]");
    private static final Pattern TESTED = Pattern.compile("[0-9]+\\.[0-9]+ ms");
    private static final Pattern BYTES = Pattern.compile("(\"database_bytes\":)[0-9]+");
    private static final Pattern FILE = Pattern.compile("sqlite:////[^\"]+");
    private static final Pattern BACKUP_SIZE = Pattern.compile("(\"size_bytes\":)[0-9]+");
    private static final Pattern SHA256 = Pattern.compile("(\"sha256\":\")[0-9a-f]{64}");
    private static final Pattern KEY = Pattern.compile("ahk_[0-9A-Za-z_]+");
    private static final Pattern KEY_ID = Pattern.compile("(\"id\":\")[0-9A-Za-z]{12}(?=\")");
    /** A backup may begin before or after the entry that tells of it. */
    private static final Pattern AUDITED = Pattern.compile("(\"audit_log\":)[0-9]+");
    private static final Pattern HASH = Pattern.compile("(\"hash\":\")[0-9a-f]{64}");
    private static final Pattern SOURCE = Pattern.compile("(\"source\":\")/[^\"]+");
    private static final Pattern BACKUPS = Pattern.compile("\"/[^\"]+/backups[0-9]+\"");
    private static final Pattern RUNNING = Pattern.compile("(\"duration_seconds\":)[0-9.eE-]+");
    private static final Pattern FIRING = Pattern.compile("(\"(?:firing|mtta|ttn)_seconds\":)[1-9][0-9.]*");
    /** Of the last days, which the detail of an alert has figures of. */
    private static final Pattern LAST_DAYS = Pattern.compile("(\"(?:previous_)?from_us\":)[0-9]+(?=[^{}]*\"group_by\":null)");
    private static final long A_DAY_US = 86_400L * SECOND_US;

    private final ApiDocument document;
    private final List<Exchange> exchanges = new ArrayList<>();
    private final Map<String, String> ids = new LinkedHashMap<>();

    public RecordedDay(ApiDocument document) {
        this.document = document;
    }

    public List<Exchange> exchanges() throws IOException {
        investigation();
        reading();
        review();
        chat();
        queue();
        overviews();
        alertmanager();
        alertHistory();
        bulk();
        refusals();
        backups();
        access();
        send("passed", "POST", "/health/database/test/connection-pooling", map("seconds", 10, "concurrency", 50));
        return exchanges;
    }

    private void investigation() {
        Map<String, Object> session = map("session_id", "example-session", "alert_id", "example-alert", "alert_type",
                "KubePodCrashLooping", "agent_type", "KubernetesAgent", "chain_id", "kubernetes-chain", "author", "alice",
                "runbook_url", "https://runbooks.example.org/KubePodCrashLooping", "started_at_us", START_US, "alert_data",
                map("cluster", "prod-eu", "namespace", "shop", "pod", "checkout-7d9f", "severity", "critical"));
        send("recorded", "POST", SESSIONS, session);
        send("repeated", "POST", SESSIONS, session);
        session.put("author", "bob");
        send("other_content", "POST", SESSIONS, session);
        send("started", "PATCH", SESSION, map("status", "in_progress", "pod_id", "worker-1"));
        Map<String, Object> stage = map("execution_id", "example-stage", "stage_id", "investigate", "stage_index", 0,
                "stage_name", "Investigate", "agent", "KubernetesAgent", "iteration_strategy", "react");
        send("recorded", "POST", STAGES, stage);
        send("repeated", "POST", STAGES, stage);
        send("started", "PATCH", STAGES + "/example-stage", map("status", "active", "started_at_us", START_US + SECOND_US));
        Map<String, Object> call = map("communication_id", "example-mcp", "stage_execution_id", "example-stage", "server_name",
                "kubernetes-server", "communication_type", "tool_call", "tool_name", "pods_log", "timestamp_us",
                START_US + 3 * SECOND_US, "duration_ms", 240, "tool_arguments",
                map("namespace", "shop", "pod", "checkout-7d9f"),
                "tool_result", map("output", "OOMKilled, exit code 137"));
        send("recorded", "POST", SESSION + "/mcp-interactions", call);
        send("repeated", "POST", SESSION + "/mcp-interactions", call);
        Map<String, Object> thought = map("interaction_id", "example-llm", "stage_execution_id", "example-stage", "model_name",
                "example-large", "provider", "example", "temperature", 0.2, "timestamp_us", START_US + 9 * SECOND_US,
                "duration_ms", 5200, "input_tokens", 1180, "output_tokens", 96, "interaction_type", "final_analysis",
                "conversation", map("messages", List.of(
                        map("role", "user", "content", "Why does checkout-7d9f restart?"),
                        map("role", "assistant", "content", "It is killed for its memory; its limit is 256Mi."))));
        send("recorded", "POST", SESSION + "/llm-interactions", List.of(thought));
        send("repeated", "POST", SESSION + "/llm-interactions", List.of(thought));
        send("ended", "PATCH", STAGES + "/example-stage", map("status", "completed", "completed_at_us",
                START_US + 10 * SECOND_US, "stage_output", map("result", "OOM kill", "llm_provider", "example")));
        send("ended", "PATCH", SESSION, map("status", "completed", "completed_at_us", START_US + 11 * SECOND_US,
                "final_analysis", "The container is killed for its memory; its limit of 256Mi is below its working set.",
                "final_analysis_summary", "OOM kill"));
    }

    private void reading() {
        send("whole", "GET", SESSION, null);
        send("filtered", "GET", SESSIONS + "?agent_type=KubernetesAgent&search=oom%20kill", null);
        send("unfiltered", "GET", SESSIONS + "?count=none", null);
        send("ended", "GET", SESSION + "/status", null);
        send("whole", "GET", SESSION + "/trace", null);
        send("tool_call", "GET", SESSION + "/interactions/example-mcp", null);
        send("ended", "GET", SESSION + "/summary", null);
        send("with_conversation", "GET", SESSION + "/final-analysis?include_conversation=true", null);
    }

    private void review() {
        send("completed", "PATCH", SESSIONS + "/review", map("session_ids", List.of("example-session"), "action", "complete",
                "rating", "accurate", "feedback", "The limit was raised, and the pod stays up."));
        send("reviewed", "GET", SESSION + "/review", null);
        send("judged", "POST", SESSION + "/scores", map("score", 90, "source", "example-judge", "analysis",
                "The cause is right; the remedy is not named.", "tags", List.of("remedy")));
        send("all", "GET", SESSION + "/scores", null);
        String day = Instant.EPOCH.plus(START_US, ChronoUnit.MICROS).toString().substring(0, 10);
        send("by_model", "GET", "/api/v1/history/usage?from=" + day + "&to=" + day + "T23:59:59Z", null);
        String export = "/api/v1/history/export?agent_type=KubernetesAgent";
        keep("one", "GET", "/api/v1/history/export", null, RestAssured.given().get(export));
    }

    private void chat() {
        send("open", "GET", "/api/v1/sessions/example-session/chat-available", null);
        String chat = send("opened", "POST", "/api/v1/sessions/example-session/chat", null).path("chat_id");
        send("read", "GET", "/api/v1/chats/" + chat, null);
        send("sent", "POST", "/api/v1/chats/" + chat + "/messages", map("content", "Which limit would be enough?"));
        String stage = send("read", "GET", "/api/v1/chats/" + chat + "/messages", null)
                .path("messages[0].stage_execution_id");
        send("waiting", "POST", "/api/v1/chats/executions/" + stage + "/cancel", null);
    }

    private void queue() {
        send("submitted", "POST", "/api/v1/alerts", map("alert_type", "HighErrorRate", "data", map("service", "checkout")));
        String claimed = send("claimed", "POST", "/api/v1/history/claims", map("pod_id", "worker-1")).path("session_id");
        send("nothing_to_do", "POST", "/api/v1/history/claims", map("pod_id", "worker-2"));
        send("alive", "POST", SESSIONS + "/" + claimed + "/heartbeat", map("pod_id", "worker-1"));
        send("shown", "POST", SESSIONS + "/" + claimed + "/live",
                map("type", "session.progress_update", "phase", "investigating"));
        Map<String, Object> parent = map("execution_id", "example-parent", "stage_id", "compare", "stage_index", 0,
                "stage_name",
                "Compare", "agent", "KubernetesAgent", "parallel_type", "multi_agent", "success_policy", "any", "status",
                "active");
        unseen("POST", SESSIONS + "/" + claimed + "/stages", parent);
        for (String child : List.of("example-child-1", "example-child-2")) {
            unseen("POST", SESSIONS + "/" + claimed + "/stages",
                    map("execution_id", child, "stage_id", "compare", "stage_index", 0,
                            "stage_name", "Compare", "agent", "KubernetesAgent", "parallel_type", "multi_agent",
                            "parallel_index",
                            child.endsWith("1") ? 1 : 2, "parent_stage_execution_id", "example-parent", "status", "active"));
            unseen("PATCH", SESSIONS + "/" + claimed + "/stages/" + child, map("status", "paused"));
        }
        unseen("PATCH", SESSIONS + "/" + claimed, map("status", "paused"));
        send("one_of_two", "POST", SESSIONS + "/" + claimed + "/stages/example-child-1/cancel", null);
        send("resumed", "POST", SESSIONS + "/" + claimed + "/resume", null);
        send("asked_to_stop", "POST", SESSIONS + "/" + claimed + "/cancel", null);
    }

    private void overviews() {
        send("under_way", "GET", "/api/v1/history/active-sessions", null);
        send("all", "GET", "/api/v1/history/filter-options", null);
        send("all", "GET", "/api/v1/alert-types", null);
        send("none", "GET", "/api/v1/runbooks", null);
        send("all", "GET", "/api/v1/system/mcp-servers", null);
        send("all", "GET", "/api/v1/system/default-tools?alert_type=HighMemory", null);
        send("none", "GET", "/api/v1/system/warnings", null);
        send("healthy", "GET", "/health", null);
        send("ready", "GET", "/readiness", null);
        send("reachable", "GET", "/health/database/health", null);
        send("quick", "GET", "/health/database/performance", null);
        send("as_expected", "GET", "/health/database/schema", null);
        send("nothing_pending", "POST", "/health/database/migrations/safety/" + Schema.VERSION, null);
        send("nothing_pending", "POST", "/health/database/migrations/run", map("backup", "required"));
        send("nothing_to_undo", "POST", "/health/database/migrations/rollback", map("to", Schema.VERSION));
        send("up_to_date", "GET", "/health/database/migrations/status", null);
    }

    private void alertmanager() throws IOException {
        send("firing", "POST", "/api/v1/webhooks/alertmanager", fixture("alertmanager-webhook-v0.33-1-firing-3.json"));
        send("grafana", "PUT", "/api/v1/webhooks/alertmanager", fixture("grafana-firing.json"));
        send("created", "POST", "/api/v1/webhooks/alertmanager-events",
                JSON.readTree(RecordedEvents.file("v2-0.35/event-alertCreated.json").get(0).text()));
        JsonNode posted = JSON.readTree("""
                [{"labels":{"alertname":"QueueDeep","queue":"mail"},"annotations":{"summary":"Queue mail has 250 messages"},\
                "startsAt":"2026-11-29T02:33:36.641Z","endsAt":"2026-11-29T02:37:36.641Z"}]""");
        send("posted", "POST", "/api/v2/alerts", posted);
        send("invalid_alerts", "POST", "/api/v2/alerts", JSON.readTree("[{\"labels\":{}}]"));
        send("posted", "POST", "/api/v1/sources/eu-1/api/v2/alerts", posted);
        send("running", "GET", "/api/v2/status", null);
        send("running", "GET", "/api/v1/sources/eu-1/api/v2/status", null);
    }

    private void alertHistory() throws IOException {
        String alert = "/api/v1/alerts/" + fixture("alertmanager-webhook-v0.33-1-firing-3.json").path("alerts").path(0)
                .path("fingerprint").asText();
        send("on_it", "POST", alert + "/ack", map("comment", "on it"));
        send("firing", "GET", "/api/v1/alerts?state=firing&label=severity=critical", null);
        send("firing", "GET", alert, null);
        send("one", "GET", alert + "/episodes", null);
        String day = "?from=2026-11-20T12:00:00Z&to=2026-11-21T06:00:00Z&label=severity=critical";
        send("rules", "GET", "/api/v1/alerts/statistics" + day, null);
        send("days", "GET", "/api/v1/alerts/heatmap" + day + "&by=day&tz=Europe/Berlin", null);
        send("acknowledged", "GET", alert + "/timeline", null);
        send("now", "GET", "/api/v1/episodes?severity=critical", null);
        send("all", "GET", "/api/v1/notifications", null);
        send("taken_back", "DELETE", alert + "/ack", null);
    }

    private JsonNode fixture(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream("/alertmanager/" + name))) {
            return JSON.readTree(in);
        }
    }

    private void bulk() {
        String lines = """
                {"type":"session","session_id":"example-import","agent_type":"KubernetesAgent","chain_id":"kubernetes-chain",\
                "alert_data":{"pod":"web-1"},"status":"completed","started_at_us":1763632800000000,"completed_at_us":1763632860000000}
                {"type":"llm","session_id":"example-import","interaction_id":"example-import-llm","model_name":"example-large",\
                "timestamp_us":1763632850000000}
                {"type":"mcp","session_id":"example-missing","communication_id":"example-import-mcp","server_name":"s",\
                "communication_type":"tool_list"}
                """;
        keep("imported", "POST", BULK, lines, RestAssured.given().config(RestAssured.config().encoderConfig(EncoderConfig
                .encoderConfig().encodeContentTypeAs(NDJSON, ContentType.TEXT))).contentType(NDJSON).body(lines).post(BULK));
    }

    private void refusals() {
        send("session_not_found", "GET", SESSIONS + "/unknown", null);
        send("invalid_parameter", "GET", SESSIONS + "?page=0&search=ab", null);
        send("invalid_combination", "GET", SESSIONS + "?start_date_us=2&end_date_us=1", null);
        send("invalid_field", "POST", SESSIONS, map("agent_type", 7, "alert_data", map()));
        send("forbidden_transition", "PATCH", SESSION, map("status", "in_progress"));
        RequestSpecification other = RestAssured.given().header("If-Match", "\"7000\"").contentType("application/json");
        keep("precondition_failed", "PATCH", SESSION, null, other.body(map("pod_id", "w")).patch(SESSION));
        keep("not_acceptable", "GET", SESSION, null, RestAssured.given().accept("image/png").get(SESSION));
        keep("invalid_json", "POST", SESSIONS, null,
                RestAssured.given().contentType("application/json").body("{\"agent_type\":").post(SESSIONS));
        keep("unsupported_media_type", "POST", SESSIONS, null,
                RestAssured.given().contentType("text/plain").body("x").post(SESSIONS));
    }

    private void backups() {
        String backup = "/health/database/backup";
        String id = send("begun", "POST", backup, map("note", "before the upgrade")).path("backup_id");
        Awaitility.await().until(() -> unseen("GET", backup + "/status", null).path("running") == null);
        send("done", "GET", backup + "/status", null);
        send("done", "GET", backup + "/" + id, null);
    }

    private void access() {
        String keys = "/api/v1/access/keys";
        String id = send("made", "POST", keys, map("name", "alertmanager", "roles", List.of("ingest"))).path("id");
        send("rotated", "POST", keys + "/" + id + "/rotate", map("grace_seconds", 600));
        send("all", "GET", keys, null);
        send("revoked", "DELETE", keys + "/" + id, null);
        send("anonymous", "GET", "/api/v1/access/me", null);
        send("held", "POST", SESSION + "/hold", map("reason", "An audit is under way"));
        send("released", "DELETE", SESSION + "/hold", null);
        send("counted", "POST", "/api/v1/history/erase",
                map("match", map("author", "mallory"), "mode", "delete", "dry_run", true));
        send("holds", "GET", "/api/v1/audit?action=session_hold", null);
        send("whole", "POST", "/api/v1/audit/verify", null);
    }

    private Response send(String name, String method, String address, @Nullable Object body) {
        Response response = unseen(method, address, body);
        keep(name, method, address.replaceFirst("\\?.*", ""), body, response);
        return response;
    }

    private static Response unseen(String method, String address, @Nullable Object body) {
        RequestSpecification request = RestAssured.given().urlEncodingEnabled(false);
        Response response = (body == null ? request : request.contentType("application/json").body(body)).request(method,
                address);
        assertThat(response.statusCode()).as(method + " " + address).isLessThan(500);
        return response;
    }

    private void keep(String name, String method, String path, @Nullable Object request, Response response) {
        String id = document.operation(method, path).orElseThrow(() -> new AssertionError(method + " " + path)).id();
        String answer = response.asString();
        exchanges.add(new Exchange(id, name, tree(JSON.valueToTree(request).toString()), response.statusCode(),
                answer.isEmpty() ? null : tree(fixed(answer.lines().findFirst().orElseThrow())))); // of many, one is like another
    }

    /** An answer with the same ids and instants every time. */
    private String fixed(String answer) {
        String text = RANDOM_ID.matcher(REQUEST_ID.matcher(answer).replaceAll("$1" + "example-request"))
                .replaceAll(id -> ids.computeIfAbsent(id.group(),
                        unknown -> "01939b7e-5c00-7000-8000-%012d".formatted(ids.size() + 1)));
        long now = System.currentTimeMillis() * 1000;
        text = NOW_US.matcher(text).replaceAll(
                instant -> Math.abs(Long.parseLong(instant.group()) - now) < A_DAY_US ? String.valueOf(START_US)
                        : instant.group());
        text = RUNNING.matcher(text).replaceAll("$1" + "42.5");
        text = FIRING.matcher(text).replaceAll("$1" + "600");
        text = LAST_DAYS.matcher(text).replaceAll("$1" + START_US);
        text = MEASURED.matcher(text).replaceAll("$1" + "2.5");
        text = EXECUTION.matcher(text).replaceAll(found -> found.group(1) + "2");
        text = SLOW.matcher(text).replaceAll("\"slow_query_count\":0,\"slow_queries\":[]");
        text = text.replace("\"status\":\"slow\"", "\"status\":\"ok\"");
        if (text.contains("\"wanted\":")) {
            text = TESTED.matcher(text).replaceAll("2.50 ms").replaceAll("(\"duration_ms\":)[0-9]+", "$1" + "42")
                    .replaceAll("(\"measured\":\")[0-9]+( of|\")", "$1" + "3$2").replace("\"passed\":false", "\"passed\":true");
        }
        text = KEY.matcher(text).replaceAll("ahk_example_secret");
        text = KEY_ID.matcher(text).replaceAll("$1" + "4fJ8s0Lq2VbT");
        text = AUDITED.matcher(text).replaceAll("$1" + "14");
        text = HASH.matcher(text).replaceAll("$1" + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        text = BYTES.matcher(text).replaceAll("$1" + "253952");
        text = BACKUP_SIZE.matcher(text).replaceAll("$1" + "253952");
        text = SHA256.matcher(text).replaceAll("$1" + "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08");
        text = SOURCE.matcher(text).replaceAll("$1" + "/history.db");
        text = BACKUPS.matcher(text).replaceAll("\"/backups\"");
        text = FILE.matcher(text).replaceAll("sqlite:///history.db");
        return NOW.matcher(text).replaceAll(instant -> now(instant.group()));
    }

    private static String now(String instant) {
        return java.time.Duration.between(java.time.Instant.parse(instant), java.time.Instant.now()).abs().toDays() < 1
                ? "2025-11-21T10:00:00Z"
                : Matcher.quoteReplacement(instant);
    }

    private static @Nullable Object tree(String json) {
        try {
            return JSON.treeToValue(JSON.readTree(json), Object.class);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<String, Object> map(Object... entries) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < entries.length; i += 2) {
            map.put((String) entries[i], entries[i + 1]);
        }
        return map;
    }
}
