package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.nullValue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.alerthistory.health.Schema;
import io.restassured.path.json.JsonPath;

/** What people do stands in the audit log, which an administrator lists and verifies. */
interface AuditHttpContract {

    String AUDIT = "/api/v1/audit";

    private static JsonPath entries(String query) {
        return when().get(AUDIT + "?" + query).then().statusCode(200).extract().jsonPath();
    }

    private static List<String> actions(String target) {
        return entries("target=" + target).getList("entries.action");
    }

    @Test
    default void anInterventionIsAnEntry() {
        String id = Api.created("in_progress");

        given().header("X-Request-Id", "audit-" + id).post(SESSIONS + "/" + id + "/cancel").then().statusCode(200);
        when().post(SESSIONS + "/" + id + "/resume").then().statusCode(400);

        JsonPath found = entries("target=" + id);
        assertThat(found.getList("entries.action")).containsExactly("session_cancel");
        assertThat(found.getMap("entries[0]")).containsEntry("outcome", "ok").containsEntry("target", id)
                .containsEntry("details", Map.of()).containsKeys("seq", "at_us", "actor", "actor_kind", "request_id",
                        "remote_addr", "hash");
        assertThat(found.getString("next_cursor")).isNull();
    }

    @Test
    default void aSubmittedAlertAndAChatAreEntries() {
        String session = json(Map.of("alert_type", "a", "data", Map.of())).post(Api.ALERTS).then().statusCode(200).extract()
                .path("session_id");
        String ended = Api.ended();
        String chat = when().post("/api/v1/sessions/" + ended + "/chat").then().statusCode(200).extract().path("chat_id");
        when().post("/api/v1/sessions/" + ended + "/chat").then().statusCode(200); // is open already
        String message = json(Map.of("content", "why?")).post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200)
                .extract().path("message_id");

        assertThat(actions(session)).containsExactly("alert_submit");
        assertThat(actions(ended)).containsExactly("chat_open");
        assertThat(actions(chat)).containsExactly("chat_message");
        assertThat(entries("target=" + chat).getMap("entries[0].details")).isEqualTo(
                Map.of("message_id", message, "session_id", ended));
    }

    @Test
    default void aCallForTheDatabaseIsAnEntryBeforeAndOneAfter() {
        when().post("/health/database/migrations/safety/" + Schema.VERSION).then().statusCode(200);
        json(Map.of("to", "99")).post("/health/database/migrations/run").then().statusCode(422);

        assertThat(entries("action=database_rehearse").getList("entries.outcome", String.class).subList(0, 2))
                .containsExactly("ok", "begun");
        JsonPath refused = entries("action=database_migrate&target=99");
        assertThat(refused.getList("entries.outcome")).startsWith("refused", "begun");
        assertThat(refused.getString("entries[0].details.problem")).isEqualTo("invalid_field");
    }

    @Test
    default void aHoldIsAnEntryAndAnErasureHasItsCounts() {
        String id = Api.ended();
        json(Map.of("reason", "a lawsuit")).post(SESSIONS + "/" + id + "/hold").then().statusCode(200);
        when().delete(SESSIONS + "/" + id + "/hold").then().statusCode(200);
        when().delete(SESSIONS + "/unknown/hold").then().statusCode(404);
        json(Map.of("match", Map.of("session_ids", List.of(id)), "mode", "delete", "dry_run", true))
                .post("/api/v1/history/erase").then().statusCode(200);

        assertThat(actions(id)).containsExactly("session_release", "session_hold");
        assertThat(actions("unknown")).isEmpty();
        JsonPath erasures = entries("action=history_erase");
        assertThat(erasures.getList("entries.outcome", String.class).subList(0, 2)).containsExactly("ok", "begun");
        assertThat(erasures.getMap("entries[0].details")).isEqualTo(
                Map.of("mode", "delete", "dry_run", true, "sessions", 1, "alerts", 0, "acknowledgements", 0,
                        "silences", 0, "skipped_held", 0, "more", false));
    }

    @Test
    default void theStartIsAnEntry() {
        assertThat(entries("action=service_start").getString("entries[0].details.configuration_sha256")).hasSize(64);
    }

    @Test
    default void aReadIsNone() {
        String id = Api.created("pending");
        when().get(SESSIONS + "/" + id).then().statusCode(200);

        assertThat(actions(id)).isEmpty();
    }

    @Test
    default void aLongListIsReadByCursors() {
        String id = Api.created("in_progress");
        for (int i = 0; i < 101; i++) {
            when().post(SESSIONS + "/" + id + "/cancel").then().statusCode(200);
        }

        JsonPath first = entries("target=" + id);
        JsonPath second = entries("target=" + id + "&cursor=" + first.getString("next_cursor"));

        assertThat(first.getList("entries")).hasSize(100);
        assertThat(second.getList("entries")).hasSize(1);
        assertThat(second.getString("next_cursor")).isNull();
        List<Long> numbers = new ArrayList<>(first.getList("entries.seq", Long.class));
        numbers.addAll(second.getList("entries.seq", Long.class));
        assertThat(numbers).doesNotHaveDuplicates().isSortedAccordingTo(Comparator.reverseOrder());
        when().get(AUDIT + "?target=other&cursor=" + first.getString("next_cursor")).then().statusCode(400)
                .body("type", equalTo("urn:alert-history:problem:invalid_cursor"));
    }

    @Test
    default void badParametersAreRefused() {
        when().get(AUDIT + "?cursor=x").then().statusCode(400).body("type",
                equalTo("urn:alert-history:problem:invalid_cursor"));
        when().get(AUDIT + "?action=cancel&from_us=x").then().statusCode(422)
                .body("detail", containsString("session_cancel"), "errors.parameter", hasItem("from_us"));
        when().get(AUDIT + "?from_us=2&to_us=2").then().statusCode(422).body("detail", containsString("before to_us"));
        when().post(AUDIT + "/verify?since=0").then().statusCode(422);
        when().post(AUDIT + "/verify?since=9007199254740991").then().statusCode(422)
                .body("detail", containsString("must be the number of a row"));
    }

    @Test
    default void theLogVerifies() {
        String id = Api.created("in_progress");
        when().post(SESSIONS + "/" + id + "/cancel").then().statusCode(200);
        int seq = entries("target=" + id).getInt("entries[0].seq");

        when().post(AUDIT + "/verify").then().statusCode(200).body("ok", equalTo(true), "head_seq", greaterThan(0),
                "first_broken_seq", nullValue(), "reason", nullValue());
        when().post(AUDIT + "/verify?since=" + seq).then().statusCode(200).body("ok", equalTo(true), "rows", greaterThan(0));
    }

    @Test
    default void onlyAnAdministratorReadsIt() {
        given().header("X-Forwarded-For", "192.0.2.1").get(AUDIT).then().statusCode(403);
        given().header("X-Forwarded-For", "192.0.2.1").post(AUDIT + "/verify").then().statusCode(403);
    }
}
