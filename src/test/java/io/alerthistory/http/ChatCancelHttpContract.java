package io.alerthistory.http;

import static io.alerthistory.http.Api.CHATS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.inject.spi.CDI;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.EventStore;
import io.alerthistory.live.StoredEvent;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** The cancel of a chat's response. */
interface ChatCancelHttpContract {

    /** A response that waits, and its session. */
    record Response(String sessionId, String executionId) {

        static Response waiting() {
            String session = Api.ended();
            String chat = when().post("/api/v1/sessions/" + session + "/chat").path("chat_id");
            return new Response(session,
                    json(Map.of("content", "why?")).post(CHATS + "/" + chat + "/messages").path("stage_execution_id"));
        }

        static Response in(String status) {
            Response response = waiting();
            response.become("active");
            if (!status.equals("active")) {
                response.become(status);
            }
            return response;
        }

        void become(String status) {
            json(Map.of("status", status)).patch(SESSIONS + "/" + sessionId + "/stages/" + executionId).then().statusCode(200);
        }

        Map<String, Object> read() {
            JsonPath detail = when().get(SESSIONS + "/" + sessionId).then().statusCode(200).extract().jsonPath();
            return detail.getMap("stages[0]");
        }

        int version() {
            return when().get(SESSIONS + "/" + sessionId).path("version");
        }
    }

    private static ValidatableResponse cancel(String executionId) {
        return when().post(CHATS + "/executions/" + executionId + "/cancel").then();
    }

    private static ValidatableResponse cancelled(Response response, String message) {
        return cancel(response.executionId()).statusCode(200).contentType("application/json").body("keySet().size()",
                equalTo(2),
                "success", equalTo(true), "message", equalTo(message));
    }

    private static List<StoredEvent> requests(String sessionId) {
        EventStore events = CDI.current().select(EventStore.class).get();
        EventFilter filter = new EventFilter(List.of("chat.cancel_requested"), sessionId, null, null, Channel.CANCELLATIONS);
        return Await.on(() -> events.after(0, filter, 100));
    }

    private static List<Map<String, Object>> entries(String executionId) {
        return given().get("/api/v1/audit?action=chat_cancel&target=" + executionId).jsonPath().getList("entries");
    }

    @Test
    default void cancelsAWaitingResponseAtOnce() {
        Response response = Response.waiting();

        cancelled(response, "Chat response cancelled");

        assertThat(response.read()).containsEntry("status", "cancelled").containsEntry("error_message", "Cancelled by user")
                .satisfies(stage -> assertThat(stage.get("completed_at_us")).isNotNull());
        assertThat(requests(response.sessionId())).isEmpty();
        when().get(SESSIONS + "/" + response.sessionId()).then().body("status", equalTo("completed"), "error_message",
                nullValue(), "failed_stages", equalTo(0));
    }

    @Test
    default void cancelsAPausedResponseAtOnce() {
        Response response = Response.in("paused");
        cancelled(response, "Chat response cancelled");
        assertThat(response.read()).containsEntry("status", "cancelled");
    }

    @Test
    default void asksTheWorkerOfAnActiveResponse() {
        Response response = Response.in("active");
        int version = response.version();

        cancelled(response, "Cancellation request sent");
        cancelled(response, "Cancellation request sent");

        assertThat(response.read()).containsEntry("status", "active");
        assertThat(response.version()).isEqualTo(version);
        Awaitility.await().until(() -> requests(response.sessionId()).size() == 2);
        assertThat(requests(response.sessionId()))
                .allSatisfy(event -> assertThat(new JsonPath(event.fields()).<String, Object> getMap(""))
                        .containsEntry("stage_execution_id", response.executionId()));
    }

    @ParameterizedTest
    @ValueSource(strings = { "completed", "failed", "cancelled", "timed_out", "partial" })
    default void leavesAResponseThatHasEnded(String status) {
        Response response = Response.in(status);
        Map<String, Object> before = response.read();
        int version = response.version();

        cancelled(response, "Chat response has ended already (status: " + status + ")");

        assertThat(response.read()).isEqualTo(before);
        assertThat(response.version()).isEqualTo(version);
        assertThat(requests(response.sessionId())).isEmpty();
        assertThat(entries(response.executionId())).isEmpty();
    }

    @Test
    default void theAuditLogTellsOfACancel() {
        Response response = Response.in("active");
        cancelled(response, "Cancellation request sent");

        assertThat(entries(response.executionId())).hasSize(1).allSatisfy(entry -> {
            assertThat(entry).containsEntry("outcome", "ok");
            assertThat(entry.get("details")).isEqualTo(Map.of("session_id", response.sessionId()));
        });
    }

    @Test
    default void twentyCancelsOfAWaitingResponseAreOne() {
        Response response = Response.waiting();
        int version = response.version();
        assertThat(Api.together(20, () -> when().post(CHATS + "/executions/" + response.executionId() + "/cancel")))
                .allSatisfy(answer -> assertThat(answer.statusCode()).isEqualTo(200));
        assertThat(response.version()).isEqualTo(version + 1);
    }

    @Test
    default void aStageThatIsNoResponseIsNotFound() {
        String session = Api.created("in_progress");
        String stage = Samples.id();
        Map<String, Object> body = new LinkedHashMap<>(Api.stage(stage, 0));
        json(body).post(SESSIONS + "/" + session + "/stages").then().statusCode(201);

        for (String unknown : List.of(stage, Samples.id())) {
            cancel(unknown).statusCode(404).contentType("application/problem+json").body("type",
                    equalTo("urn:alert-history:problem:stage_not_found"), "detail",
                    equalTo("Stage " + unknown + " of a chat not found"));
        }
        when().get(SESSIONS + "/" + session).then().body("stages[0].status", notNullValue());
    }
}
