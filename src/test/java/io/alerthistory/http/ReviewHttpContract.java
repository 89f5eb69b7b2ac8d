package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.LiveClient;
import io.alerthistory.support.Samples;
import io.restassured.response.ValidatableResponse;

/** Reviews and scores. */
interface ReviewHttpContract {

    private static ValidatableResponse review(Map<String, ?> body) {
        return json(body).patch(SESSIONS + "/review").then();
    }

    private static ValidatableResponse claim(String... ids) {
        return review(Map.of("session_ids", List.of(ids), "action", "claim")).statusCode(200);
    }

    private static ValidatableResponse complete(String id, String rating) {
        return review(Map.of("session_ids", List.of(id), "action", "complete", "rating", rating, "feedback", "It was DNS."))
                .statusCode(200);
    }

    private static String status(String id) {
        return when().get(SESSIONS + "/" + id + "/review").then().statusCode(200).extract().path("status");
    }

    /** A session of an agent type of its own, which has ended just now. */
    private static String ended(String agentType, String status) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("agent_type", agentType);
        body.put("status", "in_progress");
        json(body).post(SESSIONS).then().statusCode(201);
        Api.patch(id, Map.of("status", status)).then().statusCode(200);
        return id;
    }

    private static List<String> listed(String agentType, String name, Object value) {
        return given().queryParam("agent_type", agentType).queryParam(name, value).queryParam("sort_by", "score").get(SESSIONS)
                .then().statusCode(200).extract().path("sessions.session_id");
    }

    private static ValidatableResponse score(String id, Object body) {
        return json(body).post(SESSIONS + "/" + id + "/scores").then();
    }

    @Test
    default void whatEndsNeedsAReview() {
        String id = Api.created("in_progress");
        assertThat(status(id)).isNull();

        Api.patch(id, Map.of("status", "completed")).then().statusCode(200);

        assertThat(status(id)).isEqualTo("needs_review");
        given().queryParam("search", id).get(SESSIONS).then().body("sessions[0].review_status", equalTo("needs_review"),
                "sessions[0].latest_score", nullValue());
    }

    @ParameterizedTest
    @CsvSource(nullValues = "-", value = { "completed, 1, needs_review", "failed, 1, needs_review",
            "timed_out, 1, needs_review", "cancelled, 1, -", "completed, 8, -" })
    default void anImportedSessionNeedsAReviewUnlessItIsOld(String status, int days, String expected) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        long end = System.currentTimeMillis() * 1000 - days * 86_400_000_000L;
        body.putAll(Map.of("status", status, "started_at_us", end - 1, "completed_at_us", end));

        json(body).post(SESSIONS).then().statusCode(201);

        assertThat(status(id)).isEqualTo(expected);
    }

    @Test
    default void whatOnlyMirrorsAnAlertNeedsNoReview() {
        assertThat(status(ended("alertmanager", "completed"))).isNull();
    }

    @Test
    default void aReviewIsClaimedCompletedAndReopened() {
        String id = Api.ended();
        long version = when().get(SESSIONS + "/" + id).then().extract().<Integer> path("version");

        claim(id).body("results", hasSize(1), "results[0].session_id", equalTo(id), "results[0].result", equalTo("changed"),
                "results[0].code", nullValue(), "results[0].review.status", equalTo("in_progress"),
                "results[0].review.assignee", equalTo("api-client"),
                "results[0].review.claimed_at_us", greaterThan(1_000_000_000_000_000L));
        claim(id).body("results[0].result", equalTo("unchanged"));
        complete(id, "partially_accurate").body("results[0].result", equalTo("changed"), "results[0].review.rating",
                equalTo("partially_accurate"), "results[0].review.reviewed_by", equalTo("api-client"));
        complete(id, "partially_accurate").body("results[0].result", equalTo("unchanged"));
        complete(id, "accurate").body("results[0].result", equalTo("refused"), "results[0].code",
                equalTo("already_reviewed"), "results[0].detail", containsString("reopen"));
        when().get(SESSIONS + "/" + id + "/review").then().body("status", equalTo("reviewed"), "feedback",
                equalTo("It was DNS."));

        review(Map.of("session_ids", List.of(id), "action", "reopen")).body("results[0].review.status",
                equalTo("needs_review"), "results[0].review.rating", nullValue(), "results[0].review.feedback", nullValue());
        when().get(SESSIONS + "/" + id).then().body("version", equalTo((int) version));
    }

    @Test
    default void eachSessionHasAResultOfItsOwn() {
        String ended = Api.ended();
        String running = Api.created("in_progress");
        String unknown = Samples.id();

        claim(ended, unknown, running, ended).body("results.session_id", contains(ended, unknown, running),
                "results.result", contains("changed", "refused", "refused"), "results.code",
                contains(null, "session_not_found", "session_not_ended"), "results[1].review", nullValue());
        assertThat(status(running)).isNull();
    }

    @Test
    default void manyWhoCompleteAtOnceAreOneReview() {
        String id = Api.ended();

        List<String> results = Api.together(8, () -> json(Map.of("session_ids", List.of(id), "action", "complete", "rating",
                "accurate")).patch(SESSIONS + "/review")).stream().map(response -> response.<String> path("results[0].result"))
                .toList();

        assertThat(results).containsOnlyOnce("changed").contains("unchanged").doesNotContain("refused");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"session_ids\":[],\"action\":\"claim\"}", "{\"session_ids\":[\"a\"]}",
            "{\"session_ids\":[\"a\"],\"action\":\"steal\"}", "{\"session_ids\":[\"a b\"],\"action\":\"claim\"}",
            "{\"session_ids\":[null],\"action\":\"claim\"}", "{\"session_ids\":[\"a\"],\"action\":\"complete\"}",
            "{\"session_ids\":[\"a\"],\"action\":\"claim\",\"rating\":\"accurate\"}",
            "{\"session_ids\":[\"a\"],\"action\":\"reopen\",\"feedback\":\"x\"}",
            "{\"session_ids\":[\"a\"],\"action\":\"complete\",\"rating\":\"great\"}" })
    default void anInvalidChangeIsRefused(String body) {
        json(body).patch(SESSIONS + "/review").then().statusCode(422).body("errors", not(nullValue()));
    }

    @Test
    default void moreThanFiftySessionsAreRefused() {
        List<String> ids = IntStream.range(0, 51).mapToObj(i -> Samples.id()).toList();

        review(Map.of("session_ids", ids, "action", "claim")).statusCode(422).body("errors[0].pointer",
                equalTo("/session_ids"));
        review(Map.of("session_ids", ids.subList(0, 50), "action", "claim")).statusCode(200).body("results", hasSize(50));
    }

    @Test
    default void theListIsFilteredByReview() {
        String agent = "agent-" + Samples.id();
        String waiting = ended(agent, "completed");
        String claimed = ended(agent, "failed");
        String reviewed = ended(agent, "completed");
        ended(agent, "cancelled");
        claim(claimed);
        complete(reviewed, "accurate");

        assertThat(listed(agent, "review_status", "needs_review")).containsExactly(waiting);
        assertThat(listed(agent, "review_status", "in_progress")).containsExactly(claimed);
        assertThat(listed(agent, "review_status", "nonsense")).isEmpty();
        given().queryParam("agent_type", agent).queryParam("review_status", "reviewed", "in_progress").get(SESSIONS).then()
                .body("sessions.session_id", containsInAnyOrder(claimed, reviewed), "pagination.total_items", equalTo(2),
                        "filters_applied.review_status", containsInAnyOrder("reviewed", "in_progress"));
    }

    @Test
    default void aChangeIsAnEventOfTheSession() {
        String id = Api.ended();

        try (LiveClient client = LiveClient.connected().subscribe("session:" + id)) {
            claim(id);

            assertThat(client.await("history.changed").path("session_id").asText()).isEqualTo(id);
        }
    }

    @Test
    default void aChangeIsInTheAuditLog() {
        String id = Api.ended();

        claim(id);
        claim(id);
        complete(id, "inaccurate");

        given().queryParam("target", id).queryParam("action", "session_review").get("/api/v1/audit").then().statusCode(200)
                .body("entries.details.action", contains("complete", "claim"), "entries[0].details.rating",
                        equalTo("inaccurate"), "entries[0].details.feedback", nullValue());
    }

    @Test
    default void theReviewOfAnUnknownSessionIsNotFound() {
        String path = SESSIONS + "/" + Samples.id();
        when().get(path + "/review").then().statusCode(404).body("type",
                equalTo("urn:alert-history:problem:session_not_found"));
        when().get(path + "/scores").then().statusCode(404);
        json(Map.of("score", 1, "source", "judge")).post(path + "/scores").then().statusCode(404);
    }

    @Test
    default void scoresAreKeptAndTheLatestOneCounts() {
        String id = Api.ended();

        score(id,
                Map.of("score", 40, "source", "judge-1", "analysis", "It missed the cause.", "tags", List.of("cause", "cause")))
                .statusCode(201).body("session_id", equalTo(id), "score_number", equalTo(1), "score", equalTo(40), "tags",
                        contains("cause"), "author", equalTo("api-client"));
        score(id, Map.of("score", 90, "source", "judge-2")).statusCode(201).body("score_number", equalTo(2), "analysis",
                nullValue(), "tags", equalTo(List.of()));

        when().get(SESSIONS + "/" + id + "/scores").then().body("scores.score", contains(90, 40), "scores[1].analysis",
                equalTo("It missed the cause."));
        given().queryParam("search", id).get(SESSIONS).then().body("sessions[0].latest_score", equalTo(90));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"score\":-1,\"source\":\"j\"}", "{\"score\":101,\"source\":\"j\"}",
            "{\"score\":1.5,\"source\":\"j\"}", "{\"score\":1}", "{\"score\":1,\"source\":\" \"}",
            "{\"score\":1,\"source\":\"j\",\"tags\":[null]}", "{\"score\":1,\"source\":\"j\",\"tags\":[\"\"]}",
            "{\"score\":1,\"source\":\"j\",\"other\":1}" })
    default void anInvalidScoreIsRefused(String body) {
        score(Api.ended(), body).statusCode(422).body("errors", not(nullValue()));
    }

    @Test
    default void aSessionHasAtMostAHundredScores() {
        String id = Api.ended();
        IntStream.range(0, 100).forEach(i -> score(id, Map.of("score", i, "source", "judge")).statusCode(201));

        score(id, Map.of("score", 1, "source", "judge")).statusCode(409).body("type",
                equalTo("urn:alert-history:problem:too_many_scores"));
        when().get(SESSIONS + "/" + id + "/scores").then().body("scores", hasSize(100), "scores[0].score", equalTo(99));
    }

    @Test
    default void theListIsSortedAndFilteredByTheLatestScore() {
        String agent = "agent-" + Samples.id();
        List<String> ids = new ArrayList<>();
        for (int score : new int[] { 10, 50, 50, 90 }) {
            ids.add(ended(agent, "completed"));
            score(ids.get(ids.size() - 1), Map.of("score", score, "source", "judge")).statusCode(201);
        }
        Collections.sort(ids.subList(1, 3));
        String none = ended(agent, "completed");

        List<String> walked = new ArrayList<>();
        String cursor = null;
        do {
            var page = given().queryParam("agent_type", agent).queryParam("sort_by", "score").queryParam("sort_order", "asc")
                    .queryParam("page_size", 2).queryParams(cursor == null ? Map.of() : Map.of("cursor", cursor)).get(SESSIONS)
                    .then().statusCode(200).extract();
            walked.addAll(page.<List<String>> path("sessions.session_id"));
            cursor = page.path("pagination.next_cursor");
        } while (cursor != null);

        assertThat(walked).containsExactly(ids.get(0), ids.get(1), ids.get(2), ids.get(3), none);
        assertThat(listed(agent, "min_score", 50)).containsExactly(ids.get(3), ids.get(2), ids.get(1));
        assertThat(listed(agent, "max_score", 10)).containsExactly(ids.get(0));
        given().queryParam("min_score", "101").get(SESSIONS).then().statusCode(422);
        given().queryParam("min_score", 50).queryParam("max_score", 49).get(SESSIONS).then().statusCode(400);
    }

    @Test
    default void anErasureTakesWhatPeopleWrote() {
        String id = Api.ended();
        complete(id, "accurate");
        score(id, Map.of("score", 5, "source", "judge", "analysis", "secret", "tags", List.of("secret"))).statusCode(201);

        json(Map.of("match", Map.of("session_ids", List.of(id)), "mode", "redact", "dry_run", false))
                .post("/api/v1/history/erase").then().statusCode(200);

        when().get(SESSIONS + "/" + id + "/review").then().body("feedback", equalTo("[erased]"), "rating",
                equalTo("accurate"));
        when().get(SESSIONS + "/" + id + "/scores").then().body("scores[0].analysis", equalTo("[erased]"),
                "scores[0].tags", equalTo(List.of()), "scores[0].score", equalTo(5));
    }

    /** What stays when the session is deleted. */
    private static List<Integer> codes(String id) {
        return Arrays.asList(when().get(SESSIONS + "/" + id + "/review").statusCode(),
                when().get(SESSIONS + "/" + id + "/scores").statusCode());
    }

    @Test
    default void aDeletedSessionTakesItsReviewAndScoresWithIt() {
        String id = Api.ended();
        complete(id, "accurate");
        score(id, Map.of("score", 5, "source", "judge")).statusCode(201);

        json(Map.of("match", Map.of("session_ids", List.of(id)), "mode", "delete", "dry_run", false))
                .post("/api/v1/history/erase").then().statusCode(200);

        assertThat(codes(id)).containsExactly(404, 404);
    }
}
