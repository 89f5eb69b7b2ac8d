package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;

/** The page of one session. */
interface SessionPageHttpContract {

    String NASTY = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";

    private static String page(String address) {
        return when().get(address).then().statusCode(200).contentType("text/html").header("Content-Security-Policy",
                containsString("script-src 'self'")).extract().asString();
    }

    private static String sessionPage(String id) {
        return page("/sessions/" + id);
    }

    private static RequestSpecification form() {
        return given().redirects().follow(false).contentType("application/x-www-form-urlencoded");
    }

    private static Response post(String id, String action, Map<String, String> fields) {
        return form().formParams(fields).post("/sessions/" + id + "/" + action);
    }

    private static void stage(String session, Map<String, Object> body) {
        json(body).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);
    }

    private static Map<String, Object> with(Map<String, Object> body, Map<String, ?> more) {
        body.putAll(more);
        return body;
    }

    /** A session with a number of calls, which alternate between model and tool; every tenth tool call failed. */
    private static String investigated(int calls) {
        String id = Api.created("in_progress");
        List<Object> llm = new ArrayList<>();
        List<Object> mcp = new ArrayList<>();
        for (int i = 0; i < calls; i++) {
            if (i % 2 == 0) {
                llm.add(with(Api.llm(id + "-l" + i), Map.of("duration_ms", 10)));
            } else {
                mcp.add(with(Api.toolCall(id + "-m" + i), Map.of("duration_ms", 5, "success", i % 20 != 1)));
            }
        }
        if (!llm.isEmpty()) {
            json(llm).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        }
        if (!mcp.isEmpty()) {
            json(mcp).post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
        }
        return id;
    }

    private static long count(String html, String part) {
        return Pattern.compile(Pattern.quote(part)).matcher(html).results().count();
    }

    @Test
    default void aSessionHasItsHeadItsTimelineAndItsSteps() {
        String id = Api.created("in_progress");
        String stage = Samples.id();
        stage(id, Api.stage(stage, 0));
        json(with(Api.llm(id + "-l"), Map.of("stage_execution_id", stage, "input_tokens", 900, "output_tokens", 100)))
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        json(with(Api.toolCall(id + "-m"), Map.of("stage_execution_id", stage, "success", false)))
                .post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);

        String html = sessionPage(id);

        assertThat(html).contains("<h1 dir=\"auto\">Session " + id + "</h1>", "Running", "api-1",
                "1 model call, 1 tool call", "data-events=\"" + SESSIONS + "/" + id + "/events\"", "Stage 0 · KubernetesAgent",
                "Investigation by gpt-x", "get_pods of kubernetes-server", "data-since=");
        assertThat(count(html, "<details class=\"step")).isEqualTo(2);
        assertThat(count(html, "class=\"bar model\"")).isEqualTo(2); // one of the legend
        assertThat(html).containsPattern("id=\"bar-1\" href=\"#step-1\"").contains("href=\"#bar-1\"", "id=\"step-1\"");
        assertThat(html).doesNotContain("style=\"", " onclick", "NaN", "undefined", "in_progress<");
    }

    @Test
    default void whatOthersWroteIsText() {
        String id = Samples.id();
        json(with(Api.session(id), Map.of("agent_type", NASTY, "alert_type", NASTY, "runbook_url", "javascript:alert(1)",
                "alert_data", Map.of(NASTY, NASTY, "labels", Map.of("url", "javascript:alert(1)")), "status", "in_progress")))
                .post(SESSIONS).then().statusCode(201);
        String stage = Samples.id();
        stage(id, with(Api.stage(stage, 0), Map.of("stage_name", NASTY, "agent", NASTY)));
        json(with(Api.llm(id + "-l"), Map.of("stage_execution_id", stage, "model_name", NASTY, "thinking_content", NASTY,
                "conversation", Map.of("messages", List.of(Map.of("role", NASTY, "content", NASTY))))))
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        json(with(Api.toolCall(id + "-m"), Map.of("stage_execution_id", stage, "tool_name", NASTY, "server_name", NASTY,
                "step_description", NASTY, "success", false, "error_message", NASTY, "tool_arguments", Map.of(NASTY, NASTY),
                "tool_result", Map.of("result", NASTY + "\n" + NASTY))))
                .post(SESSIONS + "/" + id + "/mcp-interactions").then().statusCode(201);
        Api.patch(id, Map.of("status", "failed", "error_message", NASTY, "final_analysis",
                NASTY + "\n\n[a](javascript:alert(1))\n\n![b](https://example.org/b.png)")).then().statusCode(200);

        List<String> pages = List.of(sessionPage(id), page("/sessions/" + id + "/steps"),
                page("/sessions/" + id + "/steps/" + id + "-l"), page("/sessions/" + id + "/steps/" + id + "-l?part=true"),
                page("/sessions/" + id + "/steps/" + id + "-m?part=true"));

        assertThat(pages).allSatisfy(html -> assertThat(html).contains("&lt;script&gt;alert(1)&lt;/script&gt;")
                .doesNotContain("<script>", "<img", "href=\"javascript:"));
        assertThat(pages.get(0)).contains("href=\"https://example.org/b.png\"", "rel=\"nofollow noopener noreferrer\"");
    }

    @Test
    default void aLongSessionIsShownInWindows() {
        String id = investigated(450);

        String first = sessionPage(id);
        String second = page("/sessions/" + id + "/steps?after_seq=200");
        String last = sessionPage(id + "?after_seq=400");

        assertThat(count(first, "<details class=\"step")).isEqualTo(200);
        assertThat(first).contains("href=\"/sessions/" + id + "?after_seq=200#steps\"",
                "hx-get=\"/sessions/" + id + "/steps?after_seq=200\"", "href=\"/sessions/" + id + "?after_seq=400#step-401\"");
        assertThat(count(second, "<details class=\"step")).isEqualTo(200);
        assertThat(second).startsWith("<section").doesNotContain("<html").contains("after_seq=400");
        assertThat(count(last, "<details class=\"step")).isEqualTo(50);
        assertThat(last).contains("Earlier steps", "after_seq=200#steps").doesNotContain("id=\"more\"");
    }

    @Test
    default void eachWindowSaysHowFarItGoes() {
        String id = investigated(450);

        assertThat(sessionPage(id)).contains("data-calls=\"450\"", "data-window=\"200\"", "data-after=\"200\"",
                "hx-trigger=\"revealed, click\"");
        assertThat(page("/sessions/" + id + "/steps?after_seq=200")).contains("data-window=\"400\"", "data-after=\"400\"");
        assertThat(page("/sessions/" + id + "/steps?after_seq=400")).contains("data-window=\"450\"")
                .doesNotContain("data-after");
    }

    @Test
    default void aRefreshHasTheNewStepsAndTheWholeTimeline() {
        String id = investigated(250);

        String html = sessionPage(id + "?after_seq=249&refresh=true");
        json(Api.llm(id + "-new")).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        String later = sessionPage(id + "?after_seq=250&refresh=true");

        assertThat(count(html, "<details class=\"step")).isEqualTo(1);
        assertThat(html).contains("data-window=\"250\"", "href=\"/sessions/" + id + "#step-1\"",
                "href=\"/sessions/" + id + "?after_seq=249#step-250\"").doesNotContain("id=\"bar-251\"");
        assertThat(later).contains("id=\"step-251\"", "data-calls=\"251\"", "id=\"bar-251\"");
    }

    @Test
    default void aStageOfALaterWindowIsLinkedThere() {
        String id = investigated(210);
        String stage = Samples.id();
        stage(id, Api.stage(stage, 0));
        json(with(Api.llm(id + "-late"), Map.of("stage_execution_id", stage))).post(SESSIONS + "/" + id + "/llm-interactions")
                .then().statusCode(201);

        assertThat(sessionPage(id)).contains("href=\"/sessions/" + id + "?after_seq=210#step-211\" data-stage=\"" + stage);
        assertThat(sessionPage(id + "?after_seq=210")).contains("href=\"#step-211\" data-stage=\"" + stage);
    }

    @Test
    default void aFilterFindsStepsOfTheWholeSession() {
        String id = investigated(450);

        String failures = sessionPage(id + "?failures=true");
        String models = sessionPage(id + "?kind=model");
        String nothing = sessionPage(id + "?text=" + NASTY.replaceAll("[^a-z]", ""));

        assertThat(count(failures, "<details class=\"step")).isEqualTo(23);
        assertThat(failures).contains(" checked", "Show all steps").doesNotContain("class=\"step model\"");
        assertThat(count(models, "<details class=\"step model\"")).isEqualTo(200);
        assertThat(models).contains("kind=model", "id=\"more\"");
        assertThat(nothing).contains("No step matches.");
    }

    @Test
    default void allStagesAndParallelAgentsAreShown() {
        String id = Api.created("in_progress");
        for (int i = 0; i < 55; i++) {
            stage(id, Api.stage(id + "-" + i, i));
        }
        stage(id, with(Api.stage(id + "-p", 55), Map.of("parallel_type", "multi_agent", "expected_parallel_count", 2)));
        for (int i = 1; i < 3; i++) {
            stage(id, with(Api.stage(id + "-p" + i, 55), Map.of("parallel_type", "multi_agent", "parallel_index", i,
                    "parent_stage_execution_id", id + "-p", "agent", "Agent" + i)));
        }

        String html = sessionPage(id);

        assertThat(count(html, "<section class=\"group\"")).isEqualTo(55);
        assertThat(html).contains("Stage 54", "executions side-by-side", "1. Agent1", "2. Agent2");
    }

    @Test
    default void aLongPayloadIsCut() {
        String id = Api.created("in_progress");
        json(with(Api.llm(id + "-l"),
                Map.of("conversation", Map.of("messages", List.of(Map.of("role", "user", "content", "first"),
                        Map.of("role", "user", "content", "ä".repeat(100_000)),
                        Map.of("role", "assistant", "content", "the last word"))))))
                .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);

        String html = page("/sessions/" + id + "/steps/" + id + "-l?part=true");

        assertThat(html).hasSizeLessThan(120_000).contains("first", "the last word", "The first 64 KiB of 195 KiB.",
                "href=\"" + SESSIONS + "/" + id + "/interactions/" + id + "-l\"").doesNotContain("\uFFFD");
    }

    @Test
    default void aStateWithoutStepsSaysWhatToExpect() {
        assertThat(sessionPage(Api.created("pending"))).contains("The session waits for a worker.");
        assertThat(sessionPage(Api.created("in_progress"))).contains("No step has been recorded yet.");
        assertThat(sessionPage(Api.ended())).contains("The session ended without a step.");
    }

    @Test
    default void aSessionIsMarkdownToBeCopied() {
        String id = investigated(3);
        Api.patch(id, Map.of("status", "completed", "final_analysis", "Out of **memory**.")).then().statusCode(200);

        when().get("/sessions/" + id + "/markdown").then().statusCode(200).contentType(startsWith("text/markdown"))
                .body(containsString("# Session " + id), containsString("- **State**: Completed"),
                        containsString("Out of **memory**."),
                        containsString("get\\_pods of kubernetes-server, 5 ms, **failed**"));
    }

    @Test
    default void aSessionIsDownloadedLineByLine() {
        String id = investigated(250);

        List<String> lines = when().get("/sessions/" + id + "/download").then().statusCode(200)
                .contentType(startsWith("application/x-ndjson")).header("Content-Disposition",
                        equalTo("attachment; filename=\"session-" + id + ".ndjson\""))
                .extract().asString().lines().toList();

        assertThat(lines).hasSize(251);
        assertThat(lines.get(0)).contains("\"session_id\":\"" + id + "\"");
        List<String> seqs = lines.subList(1, 251).stream()
                .map(line -> Pattern.compile("\"seq\":(\\d+)").matcher(line).results().map(MatchResult::group).findFirst()
                        .orElse(""))
                .toList();
        assertThat(seqs).hasSize(250).doesNotHaveDuplicates().doesNotContain("").startsWith("\"seq\":1")
                .endsWith("\"seq\":250");
    }

    @Test
    default void aSessionIsHeldAndReleasedByForms() {
        String id = Api.ended();

        post(id, "hold", Map.of("reason", "a lawsuit & more")).then().statusCode(303).header("Location",
                containsString("/sessions/" + id));
        assertThat(sessionPage(id)).contains("a lawsuit &amp; more", "End the hold").doesNotContain("Put on hold");
        post(id, "hold", Map.of("reason", " ")).then().statusCode(422);

        post(id, "release", Map.of()).then().statusCode(303);
        assertThat(sessionPage(id)).contains("Put on hold").doesNotContain("a lawsuit");
    }

    @Test
    default void aSessionIsReviewedByForms() {
        String id = Api.ended();
        assertThat(sessionPage(id)).contains("Needs review", "Claim the review", "Complete the review");

        post(id, "review", Map.of("action", "claim")).then().statusCode(303).header("Location",
                containsString("/sessions/" + id + "#review"));
        assertThat(sessionPage(id)).contains("In review", "Give the review back").doesNotContain("Claim the review");
        post(id, "review", Map.of("action", "complete")).then().statusCode(422);
        post(id, "review", Map.of("action", "dance")).then().statusCode(422);
        post(id, "review", Map.of("action", "complete", "rating", "partially_accurate", "feedback", NASTY)).then()
                .statusCode(303);
        assertThat(sessionPage(id)).contains("Partially accurate", "&lt;script&gt;", "Reopen the review")
                .doesNotContain("Complete the review", NASTY);
        post(id, "review", Map.of("action", "claim")).then().statusCode(409);
        post(id, "review", Map.of("action", "reopen")).then().statusCode(303);
        assertThat(sessionPage(id)).contains("Needs review").doesNotContain("Partially accurate</strong>");
    }

    @Test
    default void aSessionThatRunsIsNotReviewed() {
        String id = Api.created("in_progress");

        post(id, "review", Map.of("action", "claim")).then().statusCode(409);
        assertThat(sessionPage(id)).doesNotContain("Claim the review");
        post(Samples.id(), "review", Map.of("action", "claim")).then().statusCode(404);
    }

    @Test
    default void whatNeedsReviewIsListedAndCounted() {
        String id = Api.ended();

        String list = page("/sessions?review_status=needs_review&search=" + id);

        assertThat(list).contains(id, "Review: Needs review", "<option value=\"needs_review\" selected>");
        assertThat(page("/sessions?review_status=reviewed&search=" + id)).contains("No session matches");
        assertThat(page("/"))
                .containsPattern("<a href=\"/sessions\\?review_status=needs_review\">[0-9,]+ sessions? needs? review");
    }

    @Test
    default void onlyWhatTheStateAllowsIsOffered() {
        String id = Api.created("in_progress");
        assertThat(sessionPage(id)).contains("/sessions/" + id + "/cancel").doesNotContain("/resume\"", "chat/messages");
        Api.patch(id, Map.of("status", "paused", "pause_metadata", Map.of("reason", "max", "message", "After 30 steps")))
                .then().statusCode(200);
        assertThat(sessionPage(id)).contains("/sessions/" + id + "/resume", "/sessions/" + id + "/cancel", "After 30 steps");

        post(id, "resume", Map.of()).then().statusCode(303);
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("in_progress"));
        post(id, "resume", Map.of()).then().statusCode(400);
        post(id, "cancel", Map.of()).then().statusCode(303);
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("canceling"));
        assertThat(sessionPage(id)).doesNotContain("/sessions/" + id + "/cancel\"");
    }

    @Test
    default void aChatIsOpenedByItsFirstMessage() {
        String id = investigated(1);
        Api.patch(id, Map.of("status", "completed")).then().statusCode(200);
        assertThat(sessionPage(id)).contains("/sessions/" + id + "/chat/messages", "Nobody has asked anything");

        post(id, "chat/messages", Map.of("content", NASTY + "\r\nWhy?")).then().statusCode(303).header("Location",
                containsString("/sessions/" + id + "#chat"));

        assertThat(sessionPage(id)).contains("&lt;script&gt;alert(1)&lt;/script&gt;", "Steps of the response", "Waiting")
                .doesNotContain("<script>alert");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "/steps", "/markdown", "/download", "/steps/x" })
    default void anUnknownSessionIsNotFound(String path) {
        when().get("/sessions/" + Samples.id() + path).then().statusCode(404);
    }

    @Test
    default void anAfterSeqIsANumber() {
        when().get("/sessions/" + Api.created("pending") + "?after_seq=x").then().statusCode(422);
    }
}
