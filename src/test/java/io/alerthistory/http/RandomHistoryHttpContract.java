package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.json.JsonName;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.StageStatus;
import io.alerthistory.support.Generated;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Whatever is written, in whatever order, however often and by however many at once: what is read fits together. */
interface RandomHistoryHttpContract {

    /** A write, made concrete by its numbers: which stage, which state, how many tokens. */
    record Write(Kind kind, int which, int choice, int amount) {

        enum Kind {
            STAGE,
            CHILD,
            PARENT,
            STAGE_STATUS,
            SESSION_STATUS,
            LLM,
            LLM_ARRAY,
            MCP,
            SUMMARY,
            CANCEL,
            RESUME,
            CANCEL_STAGE,
            HEARTBEAT
        }

        static Arbitrary<Write> any() {
            return Combinators.combine(
                    Arbitraries.frequency(net.jqwik.api.Tuple.of(4, Kind.STAGE), net.jqwik.api.Tuple.of(3, Kind.CHILD),
                            net.jqwik.api.Tuple.of(2, Kind.PARENT), net.jqwik.api.Tuple.of(8, Kind.STAGE_STATUS),
                            net.jqwik.api.Tuple.of(2, Kind.SESSION_STATUS), net.jqwik.api.Tuple.of(5, Kind.LLM),
                            net.jqwik.api.Tuple.of(2, Kind.LLM_ARRAY), net.jqwik.api.Tuple.of(4, Kind.MCP),
                            net.jqwik.api.Tuple.of(1, Kind.SUMMARY), net.jqwik.api.Tuple.of(1, Kind.CANCEL),
                            net.jqwik.api.Tuple.of(1, Kind.RESUME), net.jqwik.api.Tuple.of(1, Kind.CANCEL_STAGE),
                            net.jqwik.api.Tuple.of(2, Kind.HEARTBEAT)),
                    Arbitraries.integers().between(0, 5), Arbitraries.integers().between(0, 7),
                    Arbitraries.integers().between(0, 900)).as(Write::new);
        }
    }

    record Plan(List<Write> writes, int start) {

        static Arbitrary<Plan> any() {
            return Combinators.combine(Write.any().list().ofMinSize(5).ofMaxSize(40), Arbitraries.integers().between(0, 3))
                    .as(Plan::new);
        }
    }

    @Test
    default void everyRandomHistoryStaysInTheStateMachinesAndAddsUp() {
        AtomicInteger accepted = new AtomicInteger();
        Generated.forAll(Plan.any(), 12, plan -> {
            String id = Samples.id();
            start(id, plan);
            Map<String, String> before = states(id);
            for (Write write : plan.writes()) {
                Response answer = write(id, write);
                assertThat(answer.statusCode()).as(write + ": " + answer.asString()).isIn(200, 201, 204, 400, 404, 409, 422);
                Map<String, String> after = states(id);
                if (answer.statusCode() < 400) {
                    accepted.incrementAndGet();
                } else {
                    assertThat(after).as("refused " + write).isEqualTo(before);
                }
                before.forEach((name, state) -> mayFollow(name, state, after.get(name), write));
                before = after;
            }
            addsUp(id);
        });
        assertThat(accepted).as("writes that changed something").hasValueGreaterThan(50);
    }

    @Test
    default void everyRandomHistoryAddsUpHoweverManyWriteItAtOnce() {
        Generated.forAll(Plan.any(), 8, plan -> {
            String id = Samples.id();
            start(id, plan);
            ExecutorService threads = Executors.newFixedThreadPool(4);
            try {
                List<Future<Response>> answers = new ArrayList<>();
                for (int repeat = 0; repeat < 2; repeat++) {
                    plan.writes().forEach(write -> answers.add(threads.submit(() -> write(id, write))));
                }
                for (Future<Response> answer : answers) {
                    assertThat(answer.get(60, TimeUnit.SECONDS).statusCode()).isIn(200, 201, 204, 400, 404, 409, 422);
                }
            } catch (Exception e) {
                throw new IllegalStateException(e);
            } finally {
                threads.shutdownNow();
            }
            addsUp(id);
        });
    }

    private static void start(String id, Plan plan) {
        Map<String, Object> body = Api.session(id);
        body.put("status", List.of("pending", "in_progress", "paused", "in_progress").get(plan.start()));
        json(body).post(SESSIONS).then().statusCode(201);
    }

    private static Response write(String id, Write write) {
        String stage = id + "-stage-" + write.which();
        String at = SESSIONS + "/" + id;
        return switch (write.kind()) {
            case STAGE -> json(stage(stage, write)).post(at + "/stages");
            case PARENT -> json(with(stage(id + "-stage-0", write), "parallel_type", "multi_agent")).post(at + "/stages");
            case CHILD -> json(with(stage(stage + "-child", write), "parent_stage_execution_id", id + "-stage-0"))
                    .post(at + "/stages");
            case STAGE_STATUS -> json(Map.of("status", StageStatus.values()[write.choice()].jsonName()))
                    .patch(at + "/stages/" + stage + (write.amount() % 3 == 0 ? "-child" : ""));
            case SESSION_STATUS -> Api.patch(id, Map.of("status", SessionStatus.values()[write.choice()].jsonName()));
            case SUMMARY -> Api.patch(id, Map.of("final_analysis_summary", "summary " + write.amount()));
            case LLM -> json(llm(id, write, 0)).post(at + "/llm-interactions");
            case LLM_ARRAY ->
                json(List.of(llm(id, write, 0), llm(id, write, 1), llm(id, write, 2))).post(at + "/llm-interactions");
            case MCP -> json(with(Api.toolCall(id + "-mcp-" + write.which() + "-" + write.choice()), "stage_execution_id",
                    write.choice() > 4 ? null : stage)).post(at + "/mcp-interactions");
            case CANCEL -> json("{}").post(at + "/cancel");
            case RESUME -> json("{}").post(at + "/resume");
            case CANCEL_STAGE -> json("{}").post(at + "/stages/" + stage + "-child/cancel");
            case HEARTBEAT -> json("{}").post(at + "/heartbeat");
        };
    }

    private static Map<String, Object> stage(String execution, Write write) {
        Map<String, Object> stage = Api.stage(execution, write.which());
        stage.put("agent", "Agent" + write.which() % 2);
        return stage;
    }

    private static Map<String, Object> llm(String id, Write write, int more) {
        Map<String, Object> llm = Api.llm(id + "-llm-" + write.which() + "-" + write.choice() + "-" + more);
        llm.put("stage_execution_id", write.choice() > 4 ? null : id + "-stage-" + write.which());
        llm.put("input_tokens", write.choice() % 3 == 0 ? null : Integer.valueOf(write.choice() * 10));
        llm.put("output_tokens", write.choice() % 2 == 0 ? null : Integer.valueOf(write.which()));
        llm.put("timestamp_us", 1000 + write.choice());
        return llm;
    }

    private static Map<String, Object> with(Map<String, Object> body, String name, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(body);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> states(String id) {
        JsonPath detail = detail(id);
        Map<String, String> states = new HashMap<>();
        states.put("session", detail.getString("status"));
        stages(detail).forEach(stage -> states.put((String) stage.get("execution_id"), (String) stage.get("status")));
        return states;
    }

    private static JsonPath detail(String id) {
        return given().get(SESSIONS + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    /** Top level and children alike. */
    private static List<Map<String, Object>> stages(JsonPath detail) {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Map<String, Object> stage : detail.<Map<String, Object>> getList("stages")) {
            all.add(stage);
            all.addAll(list(stage, "parallel_executions"));
        }
        return all;
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> list(Map<String, Object> object, String member) {
        Object list = object.get(member);
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }

    /** One request may take a stage through one state in between: an agent's cancellation wakes its parent up first. */
    private static void mayFollow(String name, String before, @Nullable String after, Write write) {
        assertThat(after).as(name).isNotNull();
        if (before.equals(after)) {
            return;
        }
        if (name.equals("session")) {
            SessionStatus from = JsonName.stored(SessionStatus.class, before);
            SessionStatus to = JsonName.stored(SessionStatus.class, String.valueOf(after));
            assertThat(from.mayBecome(to) || viaInProgress(from, to, write)).as(write + ": " + from + " to " + to).isTrue();
        } else {
            StageStatus from = JsonName.stored(StageStatus.class, before);
            StageStatus to = JsonName.stored(StageStatus.class, String.valueOf(after));
            assertThat(from.mayBecome(to) || (write.kind() == Write.Kind.CANCEL_STAGE && StageStatus.ACTIVE.mayBecome(to)))
                    .as(write + ": " + from + " to " + to).isTrue();
        }
    }

    private static boolean viaInProgress(SessionStatus from, SessionStatus to, Write write) {
        return write.kind() == Write.Kind.CANCEL_STAGE && from == SessionStatus.PAUSED
                && SessionStatus.IN_PROGRESS.mayBecome(to);
    }

    private static void addsUp(String id) {
        JsonPath detail = detail(id);
        List<Map<String, Object>> stages = stages(detail);
        List<Map<String, Object>> llm = new ArrayList<>();
        List<Map<String, Object>> mcp = new ArrayList<>();
        stages.forEach(stage -> {
            llm.addAll(list(stage, "llm_interactions"));
            mcp.addAll(list(stage, "mcp_communications"));
        });
        for (Map<String, Object> event : detail.<Map<String, Object>> getList("session_level_interactions")) {
            ("llm".equals(event.get("type")) ? llm : mcp).add(event);
        }
        assertThat(detail.getInt("llm_interaction_count")).isEqualTo(llm.size());
        assertThat(detail.getInt("mcp_communication_count")).isEqualTo(mcp.size());
        assertThat(detail.getInt("total_interactions")).isEqualTo(llm.size() + mcp.size());
        for (String part : List.of("input", "output", "total")) {
            assertThat(whole(detail.get("session_" + part + "_tokens"))).as(part)
                    .isEqualTo(sum(llm, details -> whole(details.get(part + "_tokens"))));
        }
        Set<Object> numbers = new HashSet<>();
        llm.forEach(event -> numbers.add(event.get("seq")));
        mcp.forEach(event -> numbers.add(event.get("seq")));
        assertThat(numbers).hasSize(llm.size() + mcp.size());

        List<Map<String, Object>> top = detail.getList("stages");
        assertThat(detail.getInt("total_stages")).isEqualTo(top.size());
        assertThat(detail.getInt("completed_stages")).isEqualTo(count(top, "completed"));
        assertThat(detail.getInt("failed_stages")).isEqualTo(count(top, "failed"));
        agree(id, detail, stages);
    }

    private static void agree(String id, JsonPath detail, List<Map<String, Object>> stages) {
        JsonPath listed = given().queryParam("search", id).get(SESSIONS).then().statusCode(200).extract().jsonPath();
        Map<String, Object> overview = listed.getMap("sessions[0]");
        JsonPath summary = given().get(SESSIONS + "/" + id + "/summary").then().statusCode(200).extract().jsonPath();
        for (String field : List.of("status", "llm_interaction_count", "mcp_communication_count", "total_interactions",
                "session_input_tokens", "session_output_tokens", "session_total_tokens", "total_stages", "completed_stages",
                "failed_stages", "duration_ms")) {
            assertThat(overview.get(field)).as(field).isEqualTo(detail.get(field));
        }
        assertThat(overview.get("has_parallel_stages")).isEqualTo(stages.stream().anyMatch(
                stage -> stage.get("parent_stage_execution_id") != null || !"single".equals(stage.get("parallel_type"))));
        assertThat(summary.getInt("total_interactions")).isEqualTo(detail.getInt("total_interactions"));
        assertThat(summary.getInt("llm_interactions")).isEqualTo(detail.getInt("llm_interaction_count"));
        assertThat(summary.getInt("mcp_communications")).isEqualTo(detail.getInt("mcp_communication_count"));
        Long tokens = whole(detail.get("session_total_tokens"));
        assertThat(summary.getLong("session_total_tokens")).isEqualTo(tokens == null ? 0 : tokens);
        for (String field : List.of("total_stages", "completed_stages", "failed_stages")) {
            assertThat(summary.getInt("chain_statistics." + field)).as(field).isEqualTo(detail.getInt(field));
        }
        Map<Object, Object> byAgent = new HashMap<>();
        stages.stream()
                .filter(stage -> stage.get("parent_stage_execution_id") != null || "single".equals(stage.get("parallel_type")))
                .forEach(stage -> byAgent.merge(stage.get("agent"), 1, (a, b) -> (Integer) a + (Integer) b));
        assertThat(summary.<Object, Object> getMap("chain_statistics.stages_by_agent")).isEqualTo(byAgent);
    }

    private static int count(List<Map<String, Object>> stages, String status) {
        return (int) stages.stream()
                .filter(stage -> status.equals(String.valueOf(stage.get("status")).toLowerCase(Locale.ROOT)))
                .count();
    }

    @SuppressWarnings("unchecked")
    private static @Nullable Long sum(List<Map<String, Object>> events,
            Function<Map<String, Object>, @Nullable Long> tokens) {
        return events.stream().map(event -> tokens.apply((Map<String, Object>) event.get("details")))
                .filter(java.util.Objects::nonNull).reduce(Long::sum).orElse(null);
    }

    private static @Nullable Long whole(@Nullable Object number) {
        return number instanceof Number value ? Long.valueOf(value.longValue()) : null;
    }
}
