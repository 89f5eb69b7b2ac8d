package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;

/** The export of sessions. */
interface ExportHttpContract {

    String EXPORT = "/api/v1/history/export";

    /** What is an import's own: numbers and times of arrival, and what an upload does not have. */
    Set<String> OWN = Set.of("version", "seq", "last_interaction_at", "pod_id", "current_stage_index", "current_stage_id");

    private static String exported(String agentType) {
        return given().queryParam("agent_type", agentType).get(EXPORT).then().statusCode(200)
                .header("Content-Type", startsWith("application/x-ndjson"))
                .header("Content-Disposition", containsString("sessions.ndjson")).extract().asString();
    }

    /** An investigation with a parallel stage, calls of both kinds at every level, and texts that stay in the database. */
    private static String investigation(String agentType) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("agent_type", agentType);
        body.put("alert_id", "alert-" + id);
        body.put("status", "in_progress");
        body.put("alert_ref", Map.of("fingerprint", "0011223344556677", "starts_at", 1_700_000_000_000_000L, "source", "eu"));
        body.put("alert_data", Map.of("log", "é\n\"" + "x".repeat(40_000)));
        json(body).post(SESSIONS).then().statusCode(201);
        Map<String, Object> parent = Api.stage(id + "-p", 0);
        parent.putAll(Map.of("parallel_type", "multi_agent", "expected_parallel_count", 1, "status", "active"));
        json(parent).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        Map<String, Object> child = Api.stage(id + "-c", 0);
        child.putAll(Map.of("parent_stage_execution_id", id + "-p", "parallel_index", 1, "status", "active"));
        json(child).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        for (String stage : new String[] { "", "-p", "-c" }) {
            Map<String, Object> llm = Api.llm(id + "-llm" + stage);
            llm.putAll(Map.of("conversation",
                    Map.of("messages", List.of(Map.of("role", "user", "content", "y".repeat(20_000)))),
                    "input_tokens", 10, "output_tokens", 5, "temperature", 0.5, "timestamp_us", 1_700_000_000_000_001L));
            Map<String, Object> mcp = Api.toolCall(id + "-mcp" + stage);
            mcp.putAll(Map.of("tool_result", Map.of("text", "z".repeat(20_000)), "timestamp_us", 1_700_000_000_000_002L));
            if (!stage.isEmpty()) {
                llm.put("stage_execution_id", id + stage);
                mcp.put("stage_execution_id", id + stage);
            }
            json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
            json(mcp).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
        }
        for (String stage : List.of("-c", "-p")) {
            json(Map.of("status", "completed", "stage_output", Map.of("found", "it")))
                    .patch(SESSIONS + "/" + id + "/stages/" + id + stage).then().statusCode(200);
        }
        Api.patch(id, Map.of("status", "completed", "final_analysis", "w".repeat(20_000), "final_analysis_summary", "short"))
                .then().statusCode(200);
        return id;
    }

    private static Map<String, Object> detail(String id) {
        return when().get(SESSIONS + "/" + id).then().statusCode(200).extract().jsonPath().getMap("");
    }

    private static Object comparable(Object value) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> own = new LinkedHashMap<>();
            map.forEach((name, member) -> {
                if (!OWN.contains(name)) {
                    own.put(name, comparable(member));
                }
            });
            return own;
        }
        return value instanceof List<?> list
                ? list.stream().map(ExportHttpContract::comparable).collect(Collectors.toCollection(ArrayList::new))
                : value == null ? "null" : value;
    }

    @Test
    default void whatWasExportedIsImportedAsItWas() {
        String agent = "agent-" + Samples.id();
        String id = investigation(agent);
        Object before = comparable(detail(id));
        String lines = exported(agent);
        json(Map.of("match", Map.of("session_ids", List.of(id)), "mode", "delete", "dry_run", false))
                .post("/api/v1/history/erase").then().statusCode(200);
        when().get(SESSIONS + "/" + id).then().statusCode(404);

        String receipt = given().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8)).post(Api.BULK)
                .then().statusCode(200).extract()
                .asString();

        assertThat(lines.lines()).hasSize(9);
        assertThat(receipt).contains("\"accepted\":9").contains("\"rejected\":0");
        assertThat(comparable(detail(id))).isEqualTo(before);
        assertThat(exported(agent)).isEqualTo(lines);
    }

    @Test
    default void everyPageIsExportedInTheOrderOfTheList() {
        String agent = "agent-" + Samples.id();
        List<Map<String, Object>> sessions = IntStream.range(0, 205).mapToObj(i -> {
            Map<String, Object> session = Api.session("x-" + agent + "-" + (1000 + i));
            session.putAll(Map.of("type", "session", "agent_type", agent, "started_at_us", 1_700_000_000_000_000L + i));
            return session;
        }).toList();
        given().contentType("application/x-ndjson").body(sessions.stream()
                .map(session -> BulkLines.line("session", (String) session.get("session_id"), session))
                .collect(Collectors.joining("\n")).getBytes(StandardCharsets.UTF_8)).post(Api.BULK).then().statusCode(200);

        List<String> ids = exported(agent).lines().map(line -> new JsonPath(line).getString("session_id")).toList();

        List<String> expected = new ArrayList<>(sessions.stream().map(session -> (String) session.get("session_id")).toList());
        java.util.Collections.reverse(expected);
        assertThat(ids).isEqualTo(expected);
        assertThat(given().queryParam("agent_type", agent).queryParam("sort_by", "started_at_us")
                .queryParam("sort_order", "asc").queryParam("format", "csv").get(EXPORT).then().statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .header("Content-Disposition", equalTo("attachment; filename=\"sessions.csv\"")).extract().asString().lines()
                .skip(1)
                .map(line -> line.split(",")[0])).containsExactlyElementsOf(expected.stream().sorted().toList());
    }

    @Test
    default void aTableHasTheRowsOfTheList() {
        String agent = "agent-" + Samples.id();
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.putAll(Map.of("agent_type", agent, "alert_type", "=cmd|'x'", "error_message", "a,\"b\"\nc", "author", "ann",
                "status", "failed", "started_at_us", 1_000_000, "completed_at_us", 3_500_000));
        json(body).post(SESSIONS).then().statusCode(201);

        String table = given().accept("text/csv").queryParam("agent_type", agent).get(EXPORT).then().statusCode(200)
                .header("Content-Type", startsWith("text/csv")).extract().asString();

        assertThat(table)
                .startsWith("session_id,alert_id,alert_type,agent_type,status,author,started_at,completed_at,started_at_us")
                .contains(id + ",,'=cmd|'x'," + agent
                        + ",failed,ann,1970-01-01T00:00:01Z,1970-01-01T00:00:03.500Z,1000000,3500000,2500,kubernetes-chain,")
                .endsWith("\"a,\"\"b\"\"\nc\",\r\n");
    }

    @Test
    default void nothingThatMatchesIsAnEmptyExport() {
        String nobody = "agent-" + Samples.id();

        assertThat(exported(nobody)).isEmpty();
    }

    @Test
    default void anInvalidParameterIsRefusedAsByTheList() {
        given().queryParam("format", "xml").get(EXPORT).then().statusCode(422).body("errors[0].parameter", equalTo("format"));
        given().queryParam("search", "a").get(EXPORT).then().statusCode(422).body("errors[0].parameter", equalTo("search"));
        given().queryParam("status", "failled").get(EXPORT).then().statusCode(422).body("errors[0].parameter",
                equalTo("status"), "errors[0].message", startsWith("must be one of pending, "));
        given().queryParam("status", "failed").queryParam("status", "").queryParam("review_status", "done").get(EXPORT).then()
                .statusCode(422).body("errors.parameter", equalTo(List.of("review_status")));
        given().accept("image/png").get(EXPORT).then().statusCode(406);
    }

    @Test
    default void anExportIsInTheAuditLogWithoutItsTexts() {
        String secret = "secret-" + Samples.id();

        given().queryParam("search", secret).get(EXPORT).then().statusCode(200);

        String log = given().queryParam("action", "history_export").get("/api/v1/audit").then().statusCode(200).extract()
                .asString();
        assertThat(log).contains("\"search\"").doesNotContain(secret);
    }
}
