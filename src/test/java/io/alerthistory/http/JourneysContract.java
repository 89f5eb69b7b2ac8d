package io.alerthistory.http;

import static io.alerthistory.http.Api.CLAIMS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.http.openapi.Examples.Exchange;
import io.alerthistory.openapi.ApiDocument;
import io.alerthistory.openapi.RecordedDay;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.support.Answer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.RawRequest;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/**
 * What of the whole API is asked once more of the artifact that is delivered: enough that every type crosses HTTP and the
 * database. A native binary writes a type of which its compiler was not told without its fields, and no test within a JVM sees
 * that. No test here reaches into the service.
 */
public interface JourneysContract extends CatalogHttpContract, DatabaseHttpContract, DescribedHttpContract, HealthHttpContract,
        HeartbeatHttpContract, InvestigationHttpContract, OperationsHttpContract {

    /** How the process differs from one that an operator starts. */
    Map<String, String> PROCESS = Map.of("quarkus.http.host", "localhost",
            "history.start.patience", "60S", // the first request is sent at once, and a busy machine may need longer to migrate
            "quarkus.shutdown.delay", "0S", // nobody has to notice that it goes
            "history.maintenance.scheduled", "false"); // retention would delete what is recorded as of years ago

    /**
     * They report on the database or the variables, and the day was recorded on SQLite. A backup of PostgreSQL also needs an
     * installed pg_dump of the server's version.
     */
    Set<String> OF_THE_DATABASE = Set.of("health_report", "readiness_report", "database_connectivity", "database_performance",
            "database_schema", "backup_begin", "backup_status", "backup_manifest", "self_test_run");

    Path RECORDED = Path.of("src/main/resources/openapi/examples.json");

    ObjectMapper JSON = new ObjectMapper();

    /** What was answered, by the class of the tests. */
    Map<Class<?>, List<Exchange>> DAYS = new ConcurrentHashMap<>();

    /** Whatever test is the first: the day was recorded on a database that is empty. */
    @BeforeEach
    default void liveTheDay() {
        DAYS.computeIfAbsent(getClass(), unlived -> {
            try {
                return new RecordedDay(ApiDocument.served()).exchanges();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** Every operation, each answer with all of its fields. */
    @Test
    default void aDayIsAnsweredAsItWasRecorded() throws IOException {
        Map<String, String> lived = answers(JSON.readTree(JSON.writeValueAsString(DAYS.get(getClass()))));
        Map<String, String> recorded = answers(JSON.readTree(Files.readString(RECORDED)));
        assertThat(recorded).hasSizeGreaterThan(45);
        assertThat(lived.keySet()).containsExactlyElementsOf(recorded.keySet());
        recorded.forEach((name, exchange) -> assertThat(lived.get(name)).as(name).isEqualTo(exchange));
    }

    private Map<String, String> answers(JsonNode exchanges) throws JsonProcessingException {
        Map<String, String> answers = new LinkedHashMap<>();
        for (JsonNode exchange : exchanges) {
            String operation = exchange.get("operation").asText();
            if (driver().equals("sqlite") || !OF_THE_DATABASE.contains(operation)) {
                answers.put(operation + " " + exchange.get("name").asText(),
                        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(PayloadOrder.sorted(exchange)));
            }
        }
        return answers;
    }

    @Test
    default void everyFieldOfASessionAndOfItsChangeIsKept() {
        Map<String, Object> session = new LinkedHashMap<>(Map.of("alert_id", Samples.id(), "alert_type", "PodCrashLooping",
                "chain_definition", Map.of("stages", List.of()), "author", "alice", "started_at_us", 1_700_000_000_000_000L,
                "slack_message_fingerprint", "fp-0", "mcp_selection", Map.of("servers", List.of()), "status", "in_progress"));
        session.putAll(Api.session(Samples.id()));
        json(session).post(SESSIONS).then().statusCode(201);
        String address = SESSIONS + "/" + session.get("session_id");
        isKept(address, session);
        Map<String, Object> change = Map.ofEntries(Map.entry("status", "paused"), Map.entry("error_message", "slow"),
                Map.entry("final_analysis", "OOM kill"), Map.entry("final_analysis_summary", "OOM"),
                Map.entry("executive_summary_error", "none"), Map.entry("pause_metadata", Map.of("reason", "limit")),
                Map.entry("current_stage_index", 1), Map.entry("current_stage_id", "look"),
                Map.entry("session_metadata", Map.of("k", 1)), Map.entry("pod_id", "w"),
                Map.entry("mcp_selection", Map.of("servers", List.of("k8s"))), Map.entry("chain_definition", Map.of("a", "b")),
                Map.entry("runbook_url", "https://example.org/rb"), Map.entry("slack_message_fingerprint", "fp-1"));
        json(change).patch(address).then().statusCode(200);
        isKept(address, change);
        json(Map.of("status", "completed", "completed_at_us", 1_700_000_060_000_000L)).header("If-Match", "\"1\"")
                .patch(address)
                .then().statusCode(412).contentType("application/problem+json");
        Api.patch((String) session.get("session_id"), Map.of("status", "in_progress")).then().statusCode(200);
        json("{\"status\":\"completed\",\"completed_at_us\":1700000060000000,\"error_message\":null}").patch(address).then()
                .statusCode(200).body("duration_ms", equalTo(60_000), "error_message", nullValue());
    }

    @Test
    default void everyFieldOfAStageAndOfItsChangeIsKept() {
        String stages = SESSIONS + "/" + Api.created("in_progress") + "/stages";
        Map<String, Object> stage = new LinkedHashMap<>(Api.stage(Samples.id(), 0));
        stage.putAll(Map.of("parallel_type", "replica", "expected_parallel_count", 2, "success_policy", "all",
                "iteration_strategy", "react"));
        json(stage).post(stages).then().statusCode(201);
        String address = stages + "/" + stage.get("execution_id");
        Map<String, Object> change = Map.of("status", "active", "stage_output", Map.of("k", List.of(1, 2.5)), "error_message",
                "slow", "started_at_us", 1_700_000_000_000_000L, "current_iteration", 3, "iteration_strategy", "native",
                "expected_parallel_count", 3, "success_policy", "any");
        JsonPath changed = json(change).patch(address).then().statusCode(200).extract().jsonPath();
        change.forEach(
                (field, value) -> assertThat(changed.<Object> get(field)).as(field).satisfies(kept -> same(kept, value)));
        json(Map.of("status", "paused", "paused_at_us", 1_700_000_000_500_000L)).patch(address).then().statusCode(200)
                .body("status", equalTo("paused"), "paused_at_us", equalTo(1_700_000_000_500_000L));
    }

    @Test
    default void everyFieldOfACallIsKept() {
        String address = SESSIONS + "/" + Api.created("in_progress");
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.putAll(Map.of("timestamp_us", 1, "duration_ms", 5, "success", false, "error_message", "slow", "provider", "openai",
                "temperature", 0.5, "conversation", Map.of("messages", List.of()), "interaction_type", "summarization",
                "thinking_content", "hm"));
        llm.putAll(Map.of("input_tokens", 1, "output_tokens", 2, "total_tokens", 3, "response_metadata", Map.of("a", 1),
                "native_tools_config", Map.of("b", 2), "mcp_event_id", "e"));
        json(llm).post(address + "/llm-interactions").then().statusCode(201).body("accepted", equalTo(1));
        Map<String, Object> mcp = Api.toolCall(Samples.id());
        mcp.putAll(Map.of("timestamp_us", 2, "duration_ms", 6, "success", true, "request_id", "r", "step_description", "Look",
                "tool_arguments", Map.of("c", 3), "tool_result", List.of("x"), "available_tools", Map.of("d", List.of())));
        json(List.of(mcp)).queryParam("truncate", true).post(address + "/mcp-interactions").then().statusCode(201);
        JsonPath calls = given().get(address).then().statusCode(200).extract().jsonPath();
        calls.setRootPath("session_level_interactions[0].details");
        for (String field : List.of("model_name", "provider", "temperature", "conversation", "interaction_type",
                "thinking_content", "input_tokens", "output_tokens", "total_tokens", "response_metadata", "native_tools_config",
                "mcp_event_id", "error_message", "success", "duration_ms")) {
            same(calls.get(field), llm.get(field));
        }
        calls.setRootPath("session_level_interactions[1].details");
        for (String field : List.of("server_name", "tool_name", "communication_type", "tool_arguments", "tool_result",
                "available_tools", "success", "duration_ms")) {
            same(calls.get(field), mcp.get(field));
        }
    }

    private static void isKept(String address, Map<String, Object> fields) {
        JsonPath kept = given().get(address).then().statusCode(200).extract().jsonPath();
        fields.forEach((field, value) -> assertThat(kept.<Object> get(field)).as(field).satisfies(found -> same(found, value)));
    }

    /** As JSON, in which 2.5 is 2.5 whatever its Java type. */
    private static void same(Object kept, Object sent) {
        assertThat(JSON.convertValue(kept, JsonNode.class)).hasToString(JSON.convertValue(sent, JsonNode.class).toString());
    }

    @Test
    default void anUploadHasEveryTypeOfLine() {
        String own = Samples.id();
        List<String> lines = List.of(BulkLines.ended(own), BulkLines.stage(own, own + "-stage-0", 0),
                BulkLines.stage(own, own + "-stage-1", 1), BulkLines.llm(own, own + "-llm", 1),
                BulkLines.mcp(own, own + "-mcp", 2),
                "{\"type\":\"chat\"}", "broken", BulkLines.llm(Samples.id(), own + "-lost", 1));
        BulkResponses.to(lines).are(5, 0, Map.of(6, "unknown_type", 7, "invalid_json", 8, "unknown_session"));
        BulkResponses.to(lines.subList(0, 5)).are(0, 5, Map.of());
        given().get(SESSIONS + "/" + own).then().statusCode(200).body("status", equalTo("completed"), "total_interactions",
                equalTo(2), "stages[0].chronological_interactions[0].details.tool_name", equalTo("get_pods"),
                "stages[1].chronological_interactions[0].details.model_name", equalTo("gpt-x"));
    }

    @Test
    default void aListIsSoughtFilteredAndWalkedThrough() {
        String own = Samples.id();
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            Map<String, Object> session = Api.session(own + "-" + i);
            session.put("alert_type", own);
            session.put("started_at_us", 1_700_000_000_000_000L + i);
            json(session).post(SESSIONS).then().statusCode(201);
            ids.add(0, own + "-" + i);
        }
        for (String count : List.of("exact", "estimate", "none")) {
            List<String> seen = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                var request = given().queryParam("search", own).queryParam("alert_type", own).queryParam("status", "pending")
                        .queryParam("start_date_us", 1).queryParam("page_size", 2).queryParam("count", count);
                JsonPath page = (cursor.isEmpty() ? request : request.queryParam("cursor", cursor)).get(SESSIONS).then()
                        .statusCode(200).body("pagination.count", equalTo(count), "filters_applied.search", equalTo(own))
                        .extract().jsonPath();
                seen.addAll(page.getList("sessions.session_id"));
                cursor = page.getString("pagination.next_cursor");
            }
            assertThat(seen).as(count).isEqualTo(ids);
        }
        given().queryParam("cursor", "rubbish").get(SESSIONS).then().statusCode(400).body("detail",
                containsString("malformed"));
    }

    @Test
    default void aRepeatUnderAKeyIsAnsweredTheSame() {
        String key = Samples.id();
        Map<String, Object> session = Api.session(Samples.id());
        Response first = json(session).header("Idempotency-Key", key).post(SESSIONS);
        first.then().statusCode(201).header("Idempotent-Replay", nullValue());
        Response again = json(session).header("Idempotency-Key", key).post(SESSIONS);
        again.then().statusCode(201).header("Idempotent-Replay", "true").header("ETag", first.header("ETag"));
        assertThat(again.asString()).isEqualTo(first.asString());
        json(Api.session(Samples.id())).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    default void aMessageIsAnsweredInAStageOfTheDetail() {
        String session = Api.ended();
        String chat = given().post("/api/v1/sessions/" + session + "/chat").then().statusCode(200).extract().path("chat_id");
        String message = json(Map.of("content", "Why?"))
                .post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200).body("content", equalTo("Why?"), "author",
                        equalTo("api-client"))
                .extract().path("message_id");
        given().get(SESSIONS + "/" + session).then().body("stages[0].chat_id", equalTo(chat),
                "stages[0].chat_user_message.message_id", equalTo(message), "stages[0].chat_user_message.content",
                equalTo("Why?"));
    }

    @Test
    default void aWorkerClaimsAndGivesUp() {
        Api.created("pending");
        String claimed = json(Map.of("pod_id", "w")).post(CLAIMS).then().statusCode(200)
                .body("status", equalTo("in_progress")).extract().path("session_id");
        json(Map.of("pod_id", "w")).post(SESSIONS + "/" + claimed + "/heartbeat").then().statusCode(204);
        given().post(SESSIONS + "/" + claimed + "/cancel").then().statusCode(200).body("status", equalTo("canceling"));
        Api.patch(claimed, Map.of("status", "cancelled")).then().statusCode(200).body("status", equalTo("cancelled"));
        json(Map.of("pod_id", "w")).post(SESSIONS + "/" + claimed + "/heartbeat").then().statusCode(409);
    }

    /** The framework's refusals, and those that come before a route is found. */
    @Test
    default void everyRefusalIsAProblem() {
        given().get("/api/v1/nothing").then().statusCode(404).contentType("application/problem+json").body("instance",
                equalTo("/api/v1/nothing"), "errors", nullValue());
        given().delete(SESSIONS).then().statusCode(405).body("status", equalTo(405));
        given().contentType("text/plain").body("x").post(SESSIONS).then().statusCode(415);
        json("{").post(SESSIONS).then().statusCode(400);
        json(Map.of("agent_type", " ", "more", 1)).post(SESSIONS).then().statusCode(422).body("errors[0].pointer",
                startsWith("/"), "errors[0].code", equalTo("invalid_field"));
    }

    /** Vert.x reads whether it judges addresses itself when a class of its is initialised, for a binary while that is built. */
    @ParameterizedTest
    @ValueSource(strings = { "?x=%", "?x=%zz", "?%=1", "/%", "/{x}", "?x=a|b" })
    default void anAddressThatIsNoUriIsAProblem(String rest) throws IOException {
        try (RawConnection connection = new RawConnection(RestAssured.port)) {
            Answer answer = connection.send(RawRequest.get(SESSIONS + rest)).orElseThrow();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("Content-Type")).startsWith("application/problem+json");
            assertThat(JSON.readTree(answer.content()).path("title").asText()).isNotEmpty();
        }
    }

    /** The texts come from a bundle of resources, in which a binary has only the languages it was built with. */
    @Test
    default void aBrokenConstraintIsNamedInEnglishWhateverTheClientSpeaks() {
        for (String language : List.of("en", "de", "ja", "tlh")) {
            json(Map.of("agent_type", "", "chain_id", "c", "alert_data", Map.of(), "started_at_us", -1))
                    .header("Accept-Language", language).post(SESSIONS).then().statusCode(422)
                    .body("errors.find { it.pointer == '/agent_type' }.message", equalTo("must not be blank"),
                            "errors.find { it.pointer == '/started_at_us' }.message",
                            equalTo("must be greater than or equal to 0"));
        }
    }

    /** What a static field holds was made while a binary was built: a generator in one repeats itself in every process. */
    @Test
    default void anIdThatTheServiceMakesHasTheTimeAndIsNewEachTime() {
        Map<String, Object> body = Api.session("");
        body.remove("session_id");
        Set<String> made = new HashSet<>();

        for (int i = 0; i < 20; i++) {
            made.add(json(body).post(SESSIONS).then().statusCode(201).extract().path("session_id"));
        }

        assertThat(made).hasSize(20).allSatisfy(id -> {
            assertThat(UUID.fromString(id).version()).isEqualTo(7);
            assertThat(System.currentTimeMillis() - (UUID.fromString(id).getMostSignificantBits() >>> 16))
                    .isBetween(-60_000L, 600_000L);
        });
    }

    /** No model is made of it when the process starts: it is what the build wrote. */
    @Test
    default void theDescriptionIsTheOneInDocsAsYamlAndAsJson() throws IOException {
        String copy = ApiDocument.of(Files.readString(Path.of("docs/openapi.yaml"))).root().toPrettyString();

        Response yaml = given().get("/q/openapi");
        Response json = given().queryParam("format", "JSON").get("/q/openapi");

        assertThat(yaml.contentType()).startsWith("application/yaml");
        assertThat(json.contentType()).startsWith("application/json");
        assertThat(ApiDocument.of(yaml.asString()).root().toPrettyString()).isEqualTo(copy);
        assertThat(JSON.readTree(json.asString()).toPrettyString()).isEqualTo(copy);
    }

    /** Its files are resources of a library, which a binary has only when they were named to its compiler. */
    @Test
    default void swaggerUiFindsItsFiles() {
        String page = given().get("/q/swagger-ui/").then().statusCode(200).extract().asString();
        List<String> files = Pattern.compile("(?:src|href)=\"(?!http|/)([^\"#]+\\.(?:js|css))\"").matcher(page).results()
                .map(match -> match.group(1)).toList();

        assertThat(files).hasSizeGreaterThan(2);
        files.forEach(file -> given().get("/q/swagger-ui/" + file).then().statusCode(200));
    }

    @Test
    default void everyStateIsCountedInTheMetrics() {
        String metrics = given().get("/q/metrics").asString();

        for (SessionStatus status : SessionStatus.values()) {
            assertThat(metrics).containsPattern("alert_history_sessions\\{status=\"" + status.jsonName() + "\",?} \\d");
        }
        assertThat(metrics).contains("process_resident_memory_bytes ", "alert_history_build_info{");
    }

    /** Python's json module escapes it so. */
    @Test
    default void anEscapedEmojiNamesAMember() {
        String id = Samples.id();
        json("{\"session_id\":\"" + id + "\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"\\ud83d\\ude00\":1}}")
                .post(SESSIONS).then().statusCode(201);
        given().get(SESSIONS + "/" + id).then().body("alert_data", equalTo(Map.of("\ud83d\ude00", 1)));
    }
}
