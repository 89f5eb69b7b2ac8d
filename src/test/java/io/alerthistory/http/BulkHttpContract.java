package io.alerthistory.http;

import static io.alerthistory.http.Api.BULK;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasSize;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;

/** Uploads in bulk. */
interface BulkHttpContract {

    int BATCH = 500;
    int MAX_LINE = 10_485_760;

    private static JsonNode detail(String sessionId) {
        try {
            return new ObjectMapper().readTree(given().get(SESSIONS + "/" + sessionId).then().statusCode(200).extract()
                    .asString());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The session as it is read, without the name of its test, the clock, and how many transactions it took. */
    private static JsonNode rows(String own, String sessionId) {
        try {
            ObjectNode detail = (ObjectNode) new ObjectMapper().readTree(detail(sessionId).toString().replace(own, "OWN"));
            detail.remove(List.of("last_interaction_at", "version"));
            return detail;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<JsonNode> allRows(String own, int sessions) {
        return IntStream.range(0, sessions).mapToObj(i -> rows(own, own + "-" + i)).toList();
    }

    /** Counts again what the counters of a session say. */
    private static void addsUp(JsonNode session) {
        List<JsonNode> calls = new ArrayList<>();
        session.get("session_level_interactions").forEach(calls::add);
        session.get("stages").forEach(stage -> stage.get("chronological_interactions").forEach(calls::add));
        Map<String, Integer> counts = new HashMap<>(Map.of("llm", 0, "mcp", 0));
        Map<String, Long> tokens = new HashMap<>(Map.of("input_tokens", 0L, "output_tokens", 0L, "total_tokens", 0L));
        for (JsonNode call : calls) {
            counts.merge(call.get("type").asText(), 1, Integer::sum);
            tokens.replaceAll((name, sum) -> sum + call.get("details").path(name).asLong());
        }
        assertThat(session.get("llm_interaction_count").asInt()).isEqualTo(counts.get("llm"));
        assertThat(session.get("mcp_communication_count").asInt()).isEqualTo(counts.get("mcp"));
        assertThat(session.get("total_interactions").asInt()).isEqualTo(calls.size());
        tokens.forEach((name, sum) -> assertThat(session.get("session_" + name).asLong()).as(name).isEqualTo(sum));
        assertThat(calls).extracting(call -> call.get("seq").asLong())
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, calls.size()).boxed().toList());
        JsonNode overview = overview(session);
        assertThat(overview.get("total_stages").asInt()).isEqualTo(session.get("stages").size());
        for (String state : List.of("completed", "failed")) {
            assertThat(overview.get(state + "_stages").asLong()).as(state).isEqualTo(
                    session.get("stages").findValuesAsText("status").stream().filter(state::equals).count());
        }
    }

    private static JsonNode overview(JsonNode session) {
        try {
            return new ObjectMapper()
                    .readTree(given().queryParam("search", session.get("session_id").asText()).get(SESSIONS).asString())
                    .get("sessions").get(0);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    default void recordsEveryTypeAsTheSinglePostsDo() {
        String own = Samples.id();
        Map<String, Object> session = Api.session(own);
        session.put("alert_data", Map.of("type", "kept", "session_id", "kept", "nested", List.of(1, 2.50, Map.of())));
        session.put("started_at_us", BulkLines.START);
        session.put("author", "alice");
        Map<String, Object> parent = Api.stage(own + "-parent", 0);
        parent.put("parallel_type", "replica");
        parent.put("success_policy", "all");
        Map<String, Object> child = Api.stage(own + "-child", 0);
        child.put("parent_stage_execution_id", own + "-parent");
        child.put("parallel_type", "replica");
        child.put("stage_output", Map.of("type", "kept"));
        Map<String, Object> llm = Api.llm(own + "-llm");
        llm.putAll(Map.of("stage_execution_id", own + "-child", "timestamp_us", BulkLines.START + 5, "input_tokens", 5,
                "output_tokens", 7, "conversation", Map.of("messages", List.of())));
        Map<String, Object> mcp = Api.toolCall(own + "-mcp");
        mcp.putAll(Map.of("timestamp_us", BulkLines.START + 6, "tool_result", Map.of("type", "kept")));

        // A line stands before what it needs: it is enough that both are in one batch.
        BulkResponses.to(List.of(BulkLines.line("mcp", own, mcp), BulkLines.line("stage", own, child),
                BulkLines.line("llm", own, llm), BulkLines.line("stage", own, parent), BulkLines.line("session", own, session)))
                .are(5, 0, Map.of());
        JsonNode bulk = rows(own, own);

        String other = Samples.id();
        json(BulkLines.text(session).replace(own, other)).post(SESSIONS).then().statusCode(201);
        post(other, "stages", BulkLines.text(parent).replace(own, other));
        post(other, "stages", BulkLines.text(child).replace(own, other));
        post(other, "mcp-interactions", BulkLines.text(mcp).replace(own, other));
        post(other, "llm-interactions", BulkLines.text(llm).replace(own, other));
        assertThat(bulk.toPrettyString()).isEqualTo(rows(other, other).toPrettyString());
        assertThat(detail(own).get("version").asInt()).isEqualTo(2);
    }

    private static void post(String sessionId, String what, String body) {
        json(body).post(SESSIONS + "/" + sessionId + "/" + what).then().statusCode(201);
    }

    @Test
    default void answersALineForEveryBatchOf500AndALastOne() {
        String own = Samples.id();
        BulkResponses answers = BulkResponses.to(BulkLines.investigations(own, 11));
        answers.are(11 * BulkLines.PER_SESSION, 0, Map.of());
        assertThat(answers.batches()).extracting(batch -> batch.getInt("accepted")).containsExactly(BATCH, BATCH, 100);
        assertThat(answers.batches().get(0).getMap("")).containsOnlyKeys("accepted", "duplicates", "rejected");
        assertThat(answers.last().getMap("")).containsOnlyKeys("done", "accepted", "duplicates", "rejected");
        assertThat(detail(own + "-10").get("total_interactions").asInt()).isEqualTo(97);
    }

    @Test
    default void answersABatchBeforeTheNextIsSent() throws IOException {
        List<String> lines = BulkLines.investigations(Samples.id(), 10);
        try (BulkConnection upload = new BulkConnection()) {
            upload.send(String.join("\n", lines.subList(0, BATCH)) + "\n");
            assertThat(upload.answer().getInt("accepted")).isEqualTo(BATCH);
            assertThat(upload.status()).isEqualTo(200);
            given().get(SESSIONS + "/" + new JsonPath(lines.get(0)).getString("session_id")).then().statusCode(200);
            upload.send(String.join("\n", lines.subList(BATCH, 2 * BATCH)) + "\n");
            assertThat(upload.answer().getInt("accepted")).isEqualTo(BATCH);
            upload.end();
            assertThat(upload.answer().getBoolean("done")).isTrue();
        }
    }

    @Test
    default void answersAnEmptyUploadWithTheLastLineAlone() {
        BulkResponses.to("").are(0, 0, Map.of());
        BulkResponses blank = BulkResponses.to("\n \r\n\t\n");
        assertThat(blank.batches()).isEmpty();
        blank.are(0, 0, Map.of());
    }

    @Test
    default void countsBlankLinesAndSkipsThem() {
        String id = Samples.id();
        BulkResponses.to("\r\n" + BulkLines.session(id) + "\r\n\n   \nbroken\n\n" + BulkLines.llm(id, Samples.id(), 3))
                .are(2, 0, Map.of(5, "invalid_json"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "invalid_json | nonsense | The line is not valid JSON",
            "invalid_json | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\" | The line is not valid JSON",
            "invalid_json | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\"} {} | The line is",
            "invalid_json | {\"type\":\"llm\",\"session_id\":\"ID\",\"model_name\":tru} | The line is not valid JSON",
            "invalid_field | [{\"type\":\"session\"}] | must be an object",
            "invalid_field | null | must be an object",
            "invalid_field | 17 | must be an object",
            "unknown_type | {} | type must be one of session, stage, llm, mcp",
            "unknown_type | {\"type\":\"chat\",\"session_id\":\"ID\"} | type must be one of session, stage, llm, mcp",
            "unknown_type | {\"type\":null,\"session_id\":\"ID\"} | type must be one of session, stage, llm, mcp",
            "invalid_field | {\"type\":7,\"session_id\":\"ID\"} | type must be a string",
            "invalid_field | {\"type\":\"session\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}} | session_id must not be null",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"a/b\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{}} | session_id must be 1 to 200",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\"} | agent_type must not be blank; alert_data must not be null; chain_id",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":[]} | alert_data must be a JSON object",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"a\":\"\\u0000\"}} | U+0000",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"\\ud800\",\"chain_id\":\"c\",\"alert_data\":{}} | surrogate",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{\"a\":1e99999}} | exponent",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{},\"status\":\"completed\"} | completed_at_us",
            "invalid_field | {\"type\":\"session\",\"session_id\":\"X\",\"agent_type\":\"a\",\"chain_id\":\"c\",\"alert_data\":{},\"status\":\"nonsense\"} | status must be one of",
            "invalid_field | {\"type\":\"stage\",\"session_id\":\"ID\",\"stage_id\":\"s\",\"stage_name\":\"s\",\"agent\":\"a\"} | stage_index must not be null",
            "invalid_field | {\"type\":\"stage\",\"session_id\":\"ID\",\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\",\"chat_id\":\"x\"} | chat_id must name the chat of this session",
            "invalid_field | {\"type\":\"stage\",\"session_id\":\"ID\",\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\",\"chat_user_message_id\":\"x\"} | chat_user_message_id needs the chat_id",
            "invalid_field | {\"type\":\"stage\",\"session_id\":\"ID\",\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\",\"parent_stage_execution_id\":\"x\"} | must name a top-level stage",
            "unknown_session | {\"type\":\"stage\",\"session_id\":\"X\",\"stage_id\":\"s\",\"stage_index\":0,\"stage_name\":\"s\",\"agent\":\"a\"} | Session X not found",
            "unknown_session | {\"type\":\"llm\",\"session_id\":\"X\",\"interaction_id\":\"a\",\"model_name\":\"m\"} | Session X not found",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\"} | model_name must not be blank",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"model_name\":\"m\"} | interaction_id must not be null",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\",\"nonsense\":1} | nonsense is unknown",
            "invalid_json | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\",\"\\ud800\":1} | The line is",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\",\"duration_ms\":-1} | greater than or equal to 0",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\",\"input_tokens\":\"5\"} | input_tokens must be an integer",
            "invalid_field | {\"type\":\"llm\",\"session_id\":\"ID\",\"interaction_id\":\"a\",\"model_name\":\"m\",\"stage_execution_id\":\"x\"} | stage_execution_id must name a stage",
            "invalid_field | {\"type\":\"mcp\",\"session_id\":\"ID\",\"communication_id\":\"a\",\"server_name\":\"s\",\"communication_type\":\"tool_call\"} | tool_name is required" })
    default void rejectsABrokenLineAndStoresTheOthers(String code, String broken, String message) {
        String id = Samples.id();
        BulkResponses answers = BulkResponses.to(List.of(BulkLines.session(id), broken.replace("ID", id),
                BulkLines.llm(id, Samples.id(), 3)));
        answers.are(2, 0, Map.of(2, code));
        assertThat(answers.batches().get(0).getString("rejected[0].message")).contains(message).doesNotContain("Exception",
                "io.alerthistory", "java.");
        assertThat(answers.batches().get(0).<Map<String, Object>> getList("rejected").get(0)).containsOnlyKeys("line", "code",
                "message");
        assertThat(detail(id).get("total_interactions").asInt()).isEqualTo(1);
    }

    /** The mark of a byte order that no encoding has. */
    @Test
    default void rejectsALineThatIsNoText() {
        String id = Samples.id();
        byte[] body = (BulkLines.session(id) + "\n\u0000\u0000\u00ff\u00fe{}\n" + BulkLines.llm(id, Samples.id(), 3))
                .getBytes(StandardCharsets.ISO_8859_1);
        given().contentType("application/x-ndjson").body(body).post(Api.BULK).then().statusCode(200)
                .body(containsString("\"accepted\":2"), containsString("{\"line\":2,\"code\":\"invalid_json\""));
    }

    @Test
    default void quotesNoMoreThanABitOfALine() {
        String id = Samples.id();
        String name = "x" + "\uD83D\uDE00".repeat(5_000);
        BulkResponses answers = BulkResponses.to(List.of(BulkLines.session(id),
                BulkLines.line("llm", id, Map.of("interaction_id", "i", "model_name", "m", name, 1))));
        answers.are(1, 0, Map.of(2, "invalid_field"));
        assertThat(answers.batches().get(0).getString("rejected[0].message")).hasSizeBetween(900, 1000)
                .startsWith("x\uD83D\uDE00");
    }

    /** Else it would take the whole batch with it. */
    @Test
    default void rejectsANameThatIsTooLongForItsIndex() {
        String id = Samples.id();
        List<String> lines = new ArrayList<>(List.of(BulkLines.session(id), BulkLines.mcp(id, Samples.id(), 3)));
        for (String field : List.of("server_name", "tool_name")) {
            Map<String, Object> call = Api.toolCall(Samples.id());
            call.put(field, new Random(5).ints(4000, '!', 0x3000).filter(Character::isLetter)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString());
            lines.add(BulkLines.line("mcp", id, call));
        }
        BulkResponses.to(lines).are(2, 0, Map.of(3, "invalid_field", 4, "invalid_field"));
    }

    @Test
    default void rejectsALineThatIsTooLargeAndStoresTheOthers() {
        String id = Samples.id();
        String call = BulkLines.llm(id, Samples.id(), 3);
        String largest = call + " ".repeat(MAX_LINE - call.length());
        String larger = BulkLines.llm(id, Samples.id(), 3) + " ".repeat(MAX_LINE);
        BulkResponses answers = BulkResponses
                .to(List.of(BulkLines.session(id), largest, larger, BulkLines.mcp(id, Samples.id(), 3)));
        answers.are(3, 0, Map.of(3, "too_large"));
        assertThat(answers.batches().stream().flatMap(batch -> batch.<Map<String, Object>> getList("rejected").stream()))
                .extracting(line -> line.get("message")).containsExactly("The line must have at most 10485760 bytes");
        BulkResponses.to(List.of(call + "\"".repeat(MAX_LINE))).are(0, 0, Map.of(1, "too_large"));
    }

    @Test
    default void takesARepeatForADuplicate() {
        String own = Samples.id();
        List<String> once = BulkLines.investigations(own, 1);
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        BulkResponses.to(twice).are(100, 100, Map.of());
        JsonNode before = detail(own + "-0");
        BulkResponses.to(once).are(0, 100, Map.of());
        assertThat(detail(own + "-0")).isEqualTo(before);
        addsUp(before);
    }

    @Test
    default void takesAReorderedRepeatForADuplicate() {
        String id = Samples.id();
        BulkResponses.to(List.of(BulkLines.session(id))).are(1, 0, Map.of());
        BulkResponses.to("{\"chain_id\":\"kubernetes-chain\", \"session_id\":\"" + id
                + "\",\"alert_data\":{\"pod\":\"api-1\"},\"agent_type\":\"kubernetes\",\"type\":\"session\"}")
                .are(0, 1, Map.of());
        json(Api.session(id)).post(SESSIONS).then().statusCode(200);
    }

    @Test
    default void knowsWhatTheSinglePostsStored() {
        String id = Samples.id();
        json(Api.session(id)).post(SESSIONS).then().statusCode(201);
        post(id, "stages", BulkLines.text(Api.stage(id + "-stage-0", 0)));
        post(id, "llm-interactions", BulkLines.text(Api.llm(id + "-llm")));
        BulkResponses.to(List.of(BulkLines.session(id), BulkLines.line("stage", id, Api.stage(id + "-stage-0", 0)),
                BulkLines.line("llm", id, Api.llm(id + "-llm")), BulkLines.mcp(id, Samples.id(), 4)))
                .are(1, 3, Map.of());
        addsUp(detail(id));
    }

    /** A stage may come without a name: a repeat finds it nevertheless. */
    @Test
    default void repeatsAStageWithoutAName() {
        String id = Samples.id();
        Map<String, Object> stage = Api.stage("", 0);
        stage.remove("execution_id");
        Map<String, Object> next = new HashMap<>(stage);
        next.put("stage_index", 1);
        List<String> lines = List.of(BulkLines.session(id), BulkLines.line("stage", id, stage),
                BulkLines.line("stage", id, next));
        BulkResponses.to(lines).are(3, 0, Map.of());
        BulkResponses.to(lines).are(0, 3, Map.of());
        assertThat(detail(id).get("stages")).hasSize(2);
        String other = Samples.id();
        BulkResponses.to(List.of(BulkLines.session(other), BulkLines.line("stage", other, stage))).are(2, 0, Map.of());
    }

    @Test
    default void rejectsWhatIsTakenByOtherContent() {
        String id = Samples.id();
        Map<String, Object> session = Api.session(id);
        session.put("alert_id", id + "-alert");
        Map<String, Object> other = new HashMap<>(session);
        other.put("chain_id", "other");
        Map<String, Object> sameAlert = new HashMap<>(session);
        String second = Samples.id();
        sameAlert.put("session_id", second);
        List<String> known = List.of(BulkLines.line("session", id, session),
                BulkLines.line("stage", id, Api.stage(id + "-s", 0)),
                BulkLines.line("llm", id, Api.llm(id + "-llm")), BulkLines.line("mcp", id, Api.toolCall(id + "-mcp")));
        List<String> taken = List.of(BulkLines.line("session", id, other), BulkLines.line("session", second, sameAlert),
                BulkLines.line("stage", id, Api.stage(id + "-s", 1)),
                BulkLines.llm(id, id + "-llm", 3), BulkLines.mcp(id, id + "-mcp", 3));
        List<String> both = new ArrayList<>(known);
        both.addAll(taken);
        BulkResponses.to(both).are(4, 0, codes("conflict", 5, 9));
        BulkResponses.to(taken).are(0, 0, codes("conflict", 1, 5));
        assertThat(given().get(SESSIONS + "/" + second).statusCode()).isEqualTo(404);
        addsUp(detail(id));
    }

    private static Map<Integer, String> codes(String code, int first, int last) {
        Map<Integer, String> codes = new TreeMap<>();
        IntStream.rangeClosed(first, last).forEach(line -> codes.put(line, code));
        return codes;
    }

    @Test
    default void takesNoNewsOfASessionThatHasEnded() {
        String id = Samples.id();
        Map<String, Object> late = Api.llm(Samples.id());
        late.put("timestamp_us", BulkLines.END + 1);
        Map<String, Object> inTime = Api.llm(Samples.id());
        inTime.put("timestamp_us", BulkLines.END);
        BulkResponses.to(List.of(BulkLines.ended(id), BulkLines.line("llm", id, late), BulkLines.line("llm", id, inTime),
                BulkLines.line("llm", id, Api.llm(Samples.id())), BulkLines.line("stage", id, Api.stage(Samples.id(), 0))))
                .are(2, 0, Map.of(2, "conflict", 4, "conflict", 5, "conflict"));
    }

    @Test
    default void takesAnswersOfTheSessionsOwnChat() {
        String id = Api.ended();
        String chat = given().post("/api/v1/sessions/" + id + "/chat").path("chat_id");
        String message = json(Map.of("content", "why?")).post(Api.CHATS + "/" + chat + "/messages").path("message_id");
        String other = Api.ended();
        String otherChat = given().post("/api/v1/sessions/" + other + "/chat").path("chat_id");
        Map<String, Object> answer = Api.stage(Samples.id(), 0);
        answer.put("chat_id", chat);
        answer.put("chat_user_message_id", message);
        Map<String, Object> call = Api.llm(Samples.id());
        call.put("stage_execution_id", answer.get("execution_id"));
        Map<String, Object> foreign = Api.stage(Samples.id(), 0);
        foreign.put("chat_id", otherChat);
        Map<String, Object> astray = Api.stage(Samples.id(), 0);
        astray.put("chat_id", otherChat);
        astray.put("chat_user_message_id", message);
        BulkResponses.to(List.of(BulkLines.line("stage", id, answer), BulkLines.line("llm", id, call),
                BulkLines.line("stage", id, foreign), BulkLines.line("stage", other, astray)))
                .are(2, 0, Map.of(3, "invalid_field", 4, "invalid_field"));
    }

    @Test
    default void rejectsAStageOfAnotherSession() {
        String id = Samples.id();
        String other = Samples.id();
        Map<String, Object> child = Api.stage(Samples.id(), 0);
        child.put("parent_stage_execution_id", id + "-stage-0");
        Map<String, Object> call = Api.llm(Samples.id());
        call.put("stage_execution_id", id + "-stage-0");
        BulkResponses.to(List.of(BulkLines.ended(id), BulkLines.stage(id, id + "-stage-0", 0), BulkLines.session(other),
                BulkLines.line("stage", other, child), BulkLines.line("llm", other, call),
                BulkLines.line("stage", other, Api.stage(id + "-stage-0", 0))))
                .are(3, 0, Map.of(4, "invalid_field", 5, "invalid_field", 6, "conflict"));
    }

    @Test
    default void findsOneBrokenLineInAHundredAmongFiftyThousand() {
        String own = Samples.id();
        int sessions = 500;
        List<String> lines = BulkLines.investigations(own, sessions);
        Map<Integer, String> broken = new TreeMap<>();
        for (int i = 0; i < sessions; i++) {
            int index = i * BulkLines.PER_SESSION + 3 + (i * 7) % 97;
            String session = own + "-" + i;
            String[] defect = switch (i % 5) {
                case 0 -> new String[] { "invalid_json", lines.get(index).substring(0, 40) };
                case 1 -> new String[] { "unknown_type", lines.get(index).replaceAll("\"type\":\"(llm|mcp)\"",
                        "\"type\":\"call\"") };
                case 2 -> new String[] { "unknown_session", BulkLines.llm(own + "-none", Samples.id(), 3) };
                case 3 -> new String[] { "invalid_field", lines.get(index).replace("\"timestamp_us\":", "\"timestamp_us\":-") };
                default -> new String[] { "conflict",
                        BulkLines.stage(session, session + "-stage-0", 0).replace("Stage 0", "Other") };
            };
            broken.put(index + 1, defect[0]);
            lines.set(index, defect[1]);
        }
        assertThat(lines).hasSize(50_000);
        double accepted = OperationsHttpContract.metric("alert_history_bulk_records_total{outcome=\"accepted\"}");
        double rejected = OperationsHttpContract.metric("alert_history_bulk_records_total{outcome=\"rejected\"}");
        BulkResponses first = BulkResponses.to(lines);
        first.are(49_500, 0, broken);
        assertThat(first.batches()).hasSize(100);
        assertThat(OperationsHttpContract.metric("alert_history_bulk_records_total{outcome=\"accepted\"}"))
                .isEqualTo(accepted + 49_500);
        assertThat(OperationsHttpContract.metric("alert_history_bulk_records_total{outcome=\"rejected\"}"))
                .isEqualTo(rejected + 500);
        for (int i : List.of(0, 1, 250, 499)) {
            JsonNode session = detail(own + "-" + i);
            assertThat(session.get("total_interactions").asInt()).isEqualTo(96);
            addsUp(session);
        }
        BulkResponses.to(lines).are(0, 49_500, broken);
    }

    @ParameterizedTest(name = "after {0} lines and {1} answers")
    @CsvSource({ "1, 0", "700, 1", "1000, 0", "1000, 1", "1300, 2" })
    default void endsInTheSameRowsWhenItIsCutAndSentAgain(int sent, int answered) throws IOException {
        int sessions = 15;
        String uncut = Samples.id();
        BulkResponses.to(BulkLines.investigations(uncut, sessions)).are(1500, 0, Map.of());

        String own = Samples.id();
        List<String> lines = BulkLines.investigations(own, sessions);
        try (BulkConnection upload = new BulkConnection()) {
            upload.send(String.join("\n", lines.subList(0, sent)) + "\n" + lines.get(sent).substring(0, 30));
            for (int i = 0; i < answered; i++) {
                assertThat(upload.answer().getInt("accepted")).isEqualTo(BATCH);
            }
            upload.cut();
        }
        BulkResponses again = BulkResponses.to(lines);
        assertThat(again.rejected()).isEmpty();
        assertThat(again.count("accepted") + again.count("duplicates")).isEqualTo(1500);
        assertThat(again.count("duplicates")).isGreaterThanOrEqualTo(answered * BATCH);
        assertThat(allRows(own, sessions)).isEqualTo(allRows(uncut, sessions));
        addsUp(detail(own + "-7"));
    }

    /** A line's end may be missing at the end of an upload, but an upload that breaks off has no end. */
    @Test
    default void storesNothingOfALineThatIsCut() throws IOException {
        String id = Samples.id();
        try (BulkConnection upload = new BulkConnection()) {
            upload.send(BulkLines.session(id));
            upload.cut();
        }
        BulkResponses.to(List.of(BulkLines.session(id))).are(1, 0, Map.of());
    }

    @Test
    default void endsInTheSameRowsWhenManySendItAtOnce() {
        int sessions = 6;
        String once = Samples.id();
        BulkResponses.to(BulkLines.investigations(once, sessions));
        String own = Samples.id();
        List<String> lines = BulkLines.investigations(own, sessions);
        List<String> reversed = new ArrayList<>();
        for (int i = sessions - 1; i >= 0; i--) {
            reversed.addAll(lines.subList(i * BulkLines.PER_SESSION, (i + 1) * BulkLines.PER_SESSION));
        }
        List<List<String>> orders = Collections.synchronizedList(new ArrayList<>(
                List.of(lines, reversed, lines, reversed, lines, reversed)));
        List<BulkResponses> answers = Collections.synchronizedList(new ArrayList<>());
        Api.together(6, () -> {
            answers.add(BulkResponses.to(orders.remove(0)));
            return given().get("/q/health/live");
        });
        assertThat(answers).hasSize(6).allSatisfy(answer -> assertThat(answer.rejected()).isEmpty());
        assertThat(answers.stream().mapToInt(answer -> answer.count("accepted")).sum()).isEqualTo(lines.size());
        assertThat(allRows(own, sessions)).isEqualTo(allRows(once, sessions));
    }

    @Test
    default void numbersOnWhereTheSinglePostsWrite() {
        String id = Api.created("in_progress");
        List<String> lines = IntStream.range(0, 1200).mapToObj(i -> BulkLines.llm(id, id + "-bulk-" + i, 3 * i)).toList();
        List<Response> answers = Api.together(2, () -> {
            if (Thread.currentThread().getName().endsWith("1")) {
                BulkResponses.to(lines).are(1200, 0, Map.of());
            } else {
                for (int i = 0; i < 30; i++) {
                    post(id, "mcp-interactions", BulkLines.text(Api.toolCall(id + "-single-" + i)));
                }
            }
            return given().get(SESSIONS + "/" + id);
        });
        assertThat(answers).extracting(Response::statusCode).containsOnly(200);
        JsonNode session = detail(id);
        assertThat(session.get("total_interactions").asInt()).isEqualTo(1230);
        addsUp(session);
    }

    @Test
    default void saysWhoSentASessionWithoutAnAuthor() {
        String anonymous = Samples.id();
        BulkResponses.to(List.of(BulkLines.session(anonymous)));
        assertThat(detail(anonymous).get("author").asText()).isEqualTo("api-client");
        String id = Samples.id();
        assertThat(BulkResponses.send(BulkResponses.request().header("X-Forwarded-User", "alice")
                .POST(HttpRequest.BodyPublishers.ofString(BulkLines.session(id)))).statusCode()).isEqualTo(200);
        assertThat(detail(id).get("author").asText()).as("nobody trusts who forwards it").isEqualTo("api-client");
    }

    @Test
    default void countsWhatCameInBulk() {
        Map<String, Double> before = new HashMap<>();
        List<String> meters = List.of("alert_history_bulk_records_total{outcome=\"duplicate\"}",
                "alert_history_sessions_created_total",
                "alert_history_sessions_finished_total{status=\"completed\"}",
                "alert_history_interactions_recorded_total{kind=\"llm\"}",
                "alert_history_interactions_recorded_total{kind=\"mcp\"}");
        meters.forEach(meter -> before.put(meter, OperationsHttpContract.metric(meter)));
        String own = Samples.id();
        List<String> lines = BulkLines.investigations(own, 1);
        BulkResponses.to(lines);
        BulkResponses.to(lines);
        List<Integer> more = List.of(100, 1, 1, 48, 49);
        for (int i = 0; i < meters.size(); i++) {
            String meter = meters.get(i);
            assertThat(OperationsHttpContract.metric(meter) - before.getOrDefault(meter, 0.0)).as(meter)
                    .isEqualTo(more.get(i).doubleValue());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    default void waitsForTheClientsExpectation(boolean expect) {
        String id = Samples.id();
        HttpResponse<String> answer = BulkResponses.send(BulkResponses.request().expectContinue(expect)
                .POST(HttpRequest.BodyPublishers.ofString(BulkLines.session(id))));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).endsWith("{\"done\":true,\"accepted\":1,\"duplicates\":0,\"rejected\":0}\n");
    }

    /** As most clients do. What they are told is more than the connection holds. */
    @Test
    default void aClientMaySendEverythingBeforeItReads() throws IOException {
        String id = Samples.id();
        String broken = ("{\"type\":\"session\",\"session_id\":\"bad id\",\"alert_id\":\"" + "x".repeat(200) + "\"}\n")
                .repeat(1000);
        try (BulkConnection upload = new BulkConnection()) {
            for (int i = 0; i < 100; i++) {
                upload.send(broken);
            }
            upload.send(BulkLines.session(id) + "\n");
            upload.end();
            long told = 0;
            long omitted = 0;
            JsonPath answer = upload.answer();
            for (; answer.get("done") == null; answer = upload.answer()) {
                told += answer.getList("rejected").size();
                omitted += answer.get("rejected_omitted") == null ? 0 : answer.getInt("rejected_omitted");
            }
            assertThat(told + omitted).isEqualTo(100_000);
            assertThat(omitted).isPositive();
            assertThat(answer.getLong("rejected")).isEqualTo(100_000);
            assertThat(answer.getInt("accepted")).isOne();
        }
        given().get(SESSIONS + "/" + id).then().statusCode(200);
    }

    @Test
    default void answersWithAProblemWhatIsNoUpload() {
        json("{}").post(BULK).then().statusCode(415).contentType("application/problem+json");
        given().get(BULK).then().statusCode(405).contentType("application/problem+json").header("Allow",
                equalTo("POST"));
        given().accept("text/html").contentType("application/x-ndjson").post(BULK).then().statusCode(406)
                .contentType("application/problem+json");
    }

    /** Only the bulk route takes a body without a limit. */
    @Test
    default void leavesTheLimitOfTheOtherRoutes() {
        json(" ".repeat(MAX_LINE + 1)).post(BULK).then().statusCode(413);
        given().accept("application/json").get("/q/openapi").then().body("paths.'" + BULK + "'.post.requestBody.content",
                equalTo(Map.of("application/x-ndjson", given().accept("application/json").get("/q/openapi")
                        .path("paths.'" + BULK + "'.post.requestBody.content.'application/x-ndjson'"))),
                "paths.'" + BULK + "'.post.responses.'200'.content.'application/x-ndjson'.schema.oneOf", hasSize(2));
    }
}
