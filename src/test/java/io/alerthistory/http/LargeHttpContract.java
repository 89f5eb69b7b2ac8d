package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.support.Samples;
import io.restassured.RestAssured;

/** What is read from the database while its response is written is the same as what is small. */
interface LargeHttpContract {

    ObjectMapper MAPPER = new ObjectMapper();

    /** More than is ever read whole. */
    int CALLS = 24;
    String RESULT = "{\"output\": \"Ü – 漢 \\u00e9 \\\"x\\\" " + "0123456789abcdef".repeat(30_000)
            + "\", \"z\":1e9999,\"a\":[2.50,1],\"a\":0}";
    String TEXT = "line\n\t\"quoted\" \\ Ü 漢 😀 \u0001 ".repeat(2_000);

    private static JsonNode read(String path) throws IOException {
        return MAPPER.readTree(given().get(path).then().statusCode(200).extract().asByteArray());
    }

    private static String text(String path) {
        return given().get(path).then().statusCode(200).extract().asString();
    }

    private static String large() {
        String id = Samples.id();
        List<String> lines = new ArrayList<>();
        lines.add(BulkLines.ended(id));
        lines.add(BulkLines.stage(id, id + "-e", 0));
        for (int i = 0; i < CALLS; i++) {
            Map<String, Object> call = Api.toolCall(id + "-m" + i);
            call.put("timestamp_us", BulkLines.START + (i * 7919) % 24); // not in the order of their arrival
            if (i % 3 > 0) {
                call.put("stage_execution_id", id + "-e");
            }
            if (i == 5) {
                call.put("step_description", TEXT);
            }
            String line = BulkLines.line("mcp", id, call);
            lines.add(line.substring(0, line.length() - 1) + ",\"tool_result\":" + RESULT + "}");
        }
        for (int i = 0; i < 300; i++) {
            Map<String, Object> call = Api.llm(id + "-l" + i);
            call.put("timestamp_us", BulkLines.START + i % 50);
            call.put("stage_execution_id", id + "-e");
            call.put("input_tokens", 10);
            call.put("output_tokens", 1);
            call.put("duration_ms", 2);
            call.put("thinking_content", i == 7 ? TEXT : "short " + i);
            lines.add(BulkLines.line("llm", id, call));
        }
        BulkResponses.to(lines);
        return id;
    }

    @Test
    default void aSessionThatIsReadWhileItIsWrittenHasEverythingInItsPlace() throws IOException {
        String id = large();

        String text = text(SESSIONS + "/" + id);

        JsonNode session = MAPPER.readTree(text);
        JsonNode stage = session.path("stages").path(0);
        assertThat(stage.path("llm_interactions")).hasSize(300);
        assertThat(stage.path("mcp_communications")).hasSize(CALLS - CALLS / 3);
        assertThat(session.path("session_level_interactions")).hasSize(CALLS / 3);
        assertThat(stage.path("llm_interaction_count").asInt()).isEqualTo(300);
        assertThat(stage.path("mcp_communication_count").asInt()).isEqualTo(CALLS - CALLS / 3);
        assertThat(stage.path("stage_total_tokens").asInt()).isEqualTo(3300);
        assertThat(stage.path("stage_interactions_duration_ms").asInt()).isEqualTo(600);
        JsonNode merged = stage.path("chronological_interactions");
        assertThat(merged).hasSize(300 + CALLS - CALLS / 3);
        assertThat(StreamSupport.stream(merged.spliterator(), false).toList())
                .isSortedAccordingTo(Comparator.<JsonNode> comparingLong(event -> event.path("timestamp_us").asLong())
                        .thenComparing(event -> event.path("type").asText())
                        .thenComparingLong(event -> event.path("seq").asLong()));
        assertThat(find(merged, id + "-l7").path("details").path("thinking_content").asText()).isEqualTo(TEXT);
        assertThat(find(merged, id + "-l8").path("details").path("thinking_content").asText()).isEqualTo("short 8");
        assertThat(find(merged, id + "-m5").path("step_description").asText()).isEqualTo(TEXT);
        assertThat(find(session.path("session_level_interactions"), id + "-m6").path("step_description").asText())
                .isEqualTo("Execute get_pods via kubernetes-server");
        assertThat(text.split(java.util.regex.Pattern.quote("\"tool_result\":" + RESULT), -1))
                .as("payloads as they were sent, those of a stage twice").hasSize(1 + CALLS + CALLS - CALLS / 3);
    }

    /** More than two pages of stages, of executions of one stage, and answers of a chat. */
    private static String ofManyStages() {
        String id = Samples.id();
        List<String> lines = new ArrayList<>();
        Map<String, Object> session = Api.session(id);
        session.put("status", "in_progress");
        lines.add(BulkLines.line("session", id, session));
        for (int i = 0; i < 240; i++) {
            Map<String, Object> stage = Api.stage(id + "-e" + i, (i * 7919) % 60);
            if (i == 0) {
                stage.put("parallel_type", "multi_agent");
            } else if (i % 2 == 0) {
                stage.put("parallel_type", "multi_agent");
                stage.put("parent_stage_execution_id", id + "-e" + (i < 230 ? 0 : 1));
                stage.put("parallel_index", (i * 31) % 100);
            }
            if (i % 3 == 0) {
                stage.put("started_at_us", BulkLines.START + (i * 31) % 7);
                stage.put("status", "active");
            }
            stage.put("stage_output", Map.of("text", i == 9 ? TEXT : "x".repeat(i * 10), "llm_provider", "p" + i));
            lines.add(BulkLines.line("stage", id, stage));
        }
        for (int i = 0; i < 500; i++) {
            Map<String, Object> call = i % 2 == 0 ? Api.llm(id + "-c" + i) : Api.toolCall(id + "-c" + i);
            call.put("timestamp_us", BulkLines.START + i % 50);
            call.put("stage_execution_id", id + "-e" + i % 237);
            call.put("duration_ms", i);
            if (i % 4 == 0) {
                call.put("input_tokens", i);
                call.put("total_tokens", i + 1);
            }
            lines.add(BulkLines.line(i % 2 == 0 ? "llm" : "mcp", id, call));
        }
        assertThat(BulkResponses.to(lines).rejected()).isEmpty();
        Api.patch(id, Map.of("status", "completed")).then().statusCode(200);
        String chat = given().post("/api/v1/sessions/" + id + "/chat").then().statusCode(200).extract().path("chat_id");
        for (int i = 0; i < 3; i++) {
            json(Map.of("content", "why " + i)).post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200);
        }
        return id;
    }

    @Test
    default void stagesThatAreReadWhileTheyAreWrittenAreTheSameAsThoseOfASmallSession() throws IOException {
        String id = ofManyStages();
        JsonNode small = read(SESSIONS + "/" + id);

        assertThat(BulkResponses.to(IntStream.range(0, CALLS).mapToObj(i -> {
            Map<String, Object> call = Api.toolCall(id + "-large" + i);
            call.put("timestamp_us", BulkLines.START + i);
            String line = BulkLines.line("mcp", id, call);
            return line.substring(0, line.length() - 1) + ",\"tool_result\":" + RESULT + "}";
        }).toList()).rejected()).isEmpty();
        JsonNode large = read(SESSIONS + "/" + id);

        assertThat(small.path("stages")).hasSizeGreaterThan(120);
        assertThat(small.path("session_level_interactions")).isEmpty();
        assertThat(large.path("session_level_interactions")).hasSize(CALLS);
        assertThat(large.path("stages")).hasSameSizeAs(small.path("stages"));
        for (int i = 0; i < small.path("stages").size(); i++) {
            assertThat(large.path("stages").path(i)).isEqualTo(small.path("stages").path(i));
        }
    }

    /** What goes on would stand in the way of tests that list it. */
    private static void end(Map<String, Object> session) {
        session.put("status", "completed");
        session.put("started_at_us", BulkLines.START);
        session.put("completed_at_us", BulkLines.END);
    }

    private static JsonNode find(JsonNode events, String id) {
        return StreamSupport.stream(events.spliterator(), false).filter(event -> event.path("id").asText().equals(id))
                .findFirst().orElseThrow();
    }

    /** A client that now and then catches up and then falls behind again. */
    @Test
    default void aSlowClientReceivesTheSameBytes() throws IOException {
        String path = SESSIONS + "/" + large();
        byte[] expected = given().get(path).then().statusCode(200).extract().asByteArray();
        try (Socket socket = new Socket()) {
            socket.setReceiveBufferSize(16_384);
            socket.connect(new InetSocketAddress("localhost", RestAssured.port));
            socket.setSoTimeout(60_000);
            socket.getOutputStream().write(("GET " + path + " HTTP/1.0\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            ByteArrayOutputStream received = new ByteArrayOutputStream();
            byte[] buffer = new byte[40_000];
            for (int read = 0; read >= 0; read = socket.getInputStream().read(buffer)) {
                received.write(buffer, 0, read);
                LockSupport.parkNanos(100_000);
            }
            byte[] all = received.toByteArray();
            assertThat(Arrays.copyOfRange(all, all.length - expected.length, all.length)).isEqualTo(expected);
        }
    }

    @Test
    default void aLargeSessionIsAnsweredAsUnchangedWithoutBeingRead() {
        String id = large();
        String tag = given().get(SESSIONS + "/" + id).then().statusCode(200).extract().header("ETag");
        given().header("If-None-Match", tag).get(SESSIONS + "/" + id).then().statusCode(304);
    }

    @Test
    default void largeFieldsOfASessionAreShownAsTheyWereSent() throws IOException {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("alert_data", Map.of("message", TEXT));
        body.put("error_message", TEXT);
        body.put("final_analysis", TEXT);
        body.put("final_analysis_summary", TEXT);
        body.put("mcp_selection", Map.of("text", TEXT));
        body.put("agent_type", id);
        end(body);
        JsonNode created = MAPPER.readTree(json(body).post(SESSIONS).then().statusCode(201).extract().asByteArray());

        JsonNode read = read(SESSIONS + "/" + id);

        assertThat(read).isEqualTo(created);
        assertThat(read.path("error_message").asText()).isEqualTo(TEXT);
        assertThat(read.path("mcp_selection").path("text").asText()).isEqualTo(TEXT);
        JsonNode listed = read(SESSIONS + "?agent_type=" + id).path("sessions").path(0);
        assertThat(listed.path("error_message").asText()).isEqualTo(TEXT);
        assertThat(listed.path("final_analysis_summary").asText()).isEqualTo(TEXT);
        assertThat(listed.path("mcp_selection").path("text").asText()).isEqualTo(TEXT);
    }

    @Test
    default void aPageOfLongTextsIsWhole() throws IOException {
        String agent = Samples.id();
        List<String> ids = IntStream.range(0, 12).mapToObj(i -> agent + "-" + i).toList();
        for (String id : ids) {
            Map<String, Object> body = Api.session(id);
            body.put("agent_type", agent);
            body.put("error_message", id + TEXT);
            body.put("final_analysis_summary", "short " + id);
            end(body);
            json(body).post(SESSIONS).then().statusCode(201);
        }

        JsonNode page = read(SESSIONS + "?agent_type=" + agent).path("sessions");

        assertThat(page).hasSize(12).allSatisfy(session -> {
            assertThat(session.path("error_message").asText()).isEqualTo(session.path("session_id").asText() + TEXT);
            assertThat(session.path("final_analysis_summary").asText())
                    .isEqualTo("short " + session.path("session_id").asText());
        });
    }

    @Test
    default void theMessagesOfALongConversationAreFoundInIt() throws IOException {
        String id = Api.created("in_progress");
        String messages = "[{\"role\":\"user\",\"content\":\"" + "why? ".repeat(60_000)
                + "\"},{\"role\":\"a\",\"n\":[[1.50]]}]";
        String llm = "{\"interaction_id\":\"" + id
                + "-l\",\"model_name\":\"m\",\"conversation\":{\"a\":{\"messages\":1},\"messages\":[0],"
                + "\"messages\":" + messages + ",\"z\":\"messages\"}}";
        json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);

        String analysis = text(SESSIONS + "/" + id + "/final-analysis?include_conversation=true");

        assertThat(analysis).contains("\"messages\":" + messages + "}");
        assertThat(MAPPER.readTree(analysis).path("llm_conversation").path("messages")).hasSize(2);
    }

    @Test
    default void aLongConversationWithoutMessagesHasNone() throws IOException {
        String id = Api.created("in_progress");
        Map<String, Object> llm = Api.llm(id + "-l");
        llm.put("conversation", Map.of("messages", Map.of("text", TEXT)));
        json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);

        JsonNode analysis = read(SESSIONS + "/" + id + "/final-analysis?include_conversation=true");

        assertThat(analysis.path("llm_conversation").path("messages")).isEmpty();
        assertThat(analysis.path("llm_conversation").path("model_name").asText()).isEqualTo("gpt-x");
    }

    @Test
    default void aLargeOutputOfAStageIsShownAndLookedInto() throws IOException {
        String id = Api.created("in_progress");
        Map<String, Object> stage = Api.stage(id + "-e", 0);
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("text", TEXT);
        output.put("llm_provider", "openai");
        output.put("iteration_strategy", "react");
        stage.put("stage_output", output);
        json(stage).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);

        JsonNode read = read(SESSIONS + "/" + id).path("stages").path(0);

        assertThat(read.path("stage_output").path("text").asText()).isEqualTo(TEXT);
        assertThat(read.path("llm_provider").asText()).isEqualTo("openai");
        assertThat(read.path("iteration_strategy").asText()).isEqualTo("react");
    }
}
