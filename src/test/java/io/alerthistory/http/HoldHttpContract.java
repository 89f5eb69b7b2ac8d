package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.nullValue;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.Samples;
import io.restassured.response.ValidatableResponse;

/** Putting sessions on hold. */
interface HoldHttpContract {

    private static ValidatableResponse hold(String id, String reason) {
        return given().contentType("application/json").body(Map.of("reason", reason))
                .post(SESSIONS + "/" + id + "/hold").then();
    }

    private static ValidatableResponse release(String id) {
        return when().delete(SESSIONS + "/" + id + "/hold").then();
    }

    @Test
    default void aHoldIsShownInTheDetailAndInTheList() {
        String id = Api.ended();
        when().get(SESSIONS + "/" + id).then().body("held", equalTo(false), "held_at_us", nullValue(), "held_by", nullValue(),
                "hold_reason", nullValue(), "version", equalTo(2));

        hold(id, "a lawsuit").statusCode(200).header("ETag", "\"3\"").body("session_id", equalTo(id), "held", equalTo(true),
                "held_at_us", greaterThan(1_000_000_000_000_000L), "held_by", equalTo("api-client"), "hold_reason",
                equalTo("a lawsuit"), "version", equalTo(3));
        when().get(SESSIONS + "/" + id).then().header("ETag", "\"3\"").body("held", equalTo(true), "held_by",
                equalTo("api-client"), "hold_reason", equalTo("a lawsuit"), "held_at_us", greaterThan(1_000_000_000_000_000L));
        given().queryParam("search", id).get(SESSIONS).then().body("sessions[0].held", equalTo(true));

        release(id).statusCode(200).header("ETag", "\"4\"").body("held", equalTo(false), "held_at_us", nullValue(), "held_by",
                nullValue(), "hold_reason", nullValue());
        given().queryParam("search", id).get(SESSIONS).then().body("sessions[0].held", equalTo(false));
    }

    @Test
    default void aRepeatChangesNothingAndAnotherReasonReplacesIt() {
        String id = Api.created("in_progress");
        String first = hold(id, "a lawsuit").statusCode(200).extract().asString();
        assertThat(hold(id, "a lawsuit").statusCode(200).extract().asString()).isEqualTo(first);
        hold(id, "an audit").statusCode(200).body("hold_reason", equalTo("an audit"), "version", equalTo(3));
        release(id).statusCode(200).body("version", equalTo(4));
        release(id).statusCode(200).body("version", equalTo(4), "held", equalTo(false));
    }

    @Test
    default void aHeldSessionGoesOn() {
        String id = Api.created("in_progress");
        hold(id, "a lawsuit").statusCode(200);
        json(Api.llm(Samples.id())).post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        Api.patch(id, Map.of("status", "completed")).then().statusCode(200).body("held", equalTo(true));
    }

    @Test
    default void anUnknownSessionIsNotFound() {
        String id = Samples.id();
        hold(id, "a lawsuit").statusCode(404).body("type", equalTo("urn:alert-history:problem:session_not_found"));
        release(id).statusCode(404).body("type", equalTo("urn:alert-history:problem:session_not_found"));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"reason\":null}", "{\"reason\":\" \"}", "{\"reason\":1}", "{\"reason\":\"a\",\"b\":1}",
            "[]", "" })
    default void aHoldNeedsAReason(String body) {
        json(body).post(SESSIONS + "/" + Api.created("pending") + "/hold").then().statusCode(422)
                .contentType("application/problem+json");
    }

    @Test
    default void aReasonHasAtMost1000Characters() {
        String id = Api.created("pending");
        hold(id, "x".repeat(1001)).statusCode(422).body("errors[0].pointer", equalTo("/reason"));
        hold(id, "x".repeat(1000)).statusCode(200);
    }
}
