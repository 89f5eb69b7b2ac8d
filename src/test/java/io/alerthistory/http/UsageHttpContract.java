package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Samples;
import io.restassured.response.ValidatableResponse;

/** Tokens and cost. The tests have years of their own, in which no other test has sessions. */
interface UsageHttpContract {

    String USAGE = "/api/v1/history/usage";

    private static long start(String day) {
        return LocalDate.parse(day).atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000;
    }

    private static String session(String day, long afterUs, String agentType, @Nullable String alertType) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.putAll(Map.of("agent_type", agentType, "started_at_us", start(day) + afterUs, "status", "in_progress"));
        if (alertType != null) {
            body.put("alert_type", alertType);
        }
        json(body).post(SESSIONS).then().statusCode(201);
        return id;
    }

    private static Map<String, Object> call(String model, @Nullable Long input, @Nullable Long output) {
        Map<String, Object> llm = Api.llm(Samples.id());
        llm.put("model_name", model);
        if (input != null) {
            llm.put("input_tokens", input);
        }
        if (output != null) {
            llm.put("output_tokens", output);
        }
        return llm;
    }

    private static void calls(String sessionId, List<Map<String, Object>> calls) {
        json(calls).post(SESSIONS + "/" + sessionId + "/llm-interactions").then().statusCode(201);
    }

    private static ValidatableResponse usage(String from, String to, String group) {
        return given().queryParam("from", from).queryParam("to", to).queryParam("group_by", group).get(USAGE).then();
    }

    @Test
    default void usageIsAddedUpByEachGroup() {
        String one = session("2001-02-03", 0, "agent-a", "PodDown");
        String two = session("2001-02-03", 86_399_999_999L, "agent-b", null);
        String three = session("2001-02-04", 0, "agent-b", "PodDown");
        String outside = session("2001-02-05", 0, "agent-c", "PodDown");
        calls(one, List.of(call("priced-model", 1_000_000L, 100_000L), call("family-7", 1000L, 1L)));
        calls(two, List.of(call("priced-model", 10L, 0L), call("unpriced-model", 7L, null)));
        calls(three, List.of(call("unpriced-model", 3L, 4L)));
        calls(outside, List.of(call("priced-model", 1_000_000L, 100_000L)));

        usage("2001-02-03", "2001-02-05", "model").statusCode(200).body("usage.key",
                equalTo(List.of("priced-model", "family-7", "unpriced-model")), "usage.sessions",
                equalTo(List.of(2, 1, 2)), "usage.calls", equalTo(List.of(2, 1, 2)), "usage[0].input_tokens",
                equalTo(1_000_010), "usage[0].output_tokens", equalTo(100_000), "usage[0].cost_usd", equalTo(3.500025f),
                "usage[0].unpriced_calls", equalTo(0), "usage[1].cost_usd", equalTo(0.001002f), "usage[2].cost_usd",
                nullValue(), "usage[2].unpriced_calls", equalTo(2), "usage[2].input_tokens", equalTo(10),
                "usage[2].output_tokens", equalTo(4), "truncated", equalTo(false), "group_by", equalTo("model"), "from_us",
                equalTo(start("2001-02-03")), "to_us", equalTo(start("2001-02-05")));
        usage("2001-02-03", "2001-02-05", "agent").body("usage.key", equalTo(List.of("agent-a", "agent-b")),
                "usage.sessions", equalTo(List.of(1, 2)), "usage.unpriced_calls", equalTo(List.of(0, 2)));
        List<String> types = new ArrayList<>(List.of("PodDown"));
        types.add(null);
        usage("2001-02-03", "2001-02-05", "alert_type").body("usage.key", equalTo(types), "usage.calls",
                equalTo(List.of(3, 2)));
        usage("2001-02-03T00:00:00Z", String.valueOf(start("2001-02-05")), "day").body("usage.key",
                equalTo(List.of("2001-02-03", "2001-02-04")), "usage.sessions", equalTo(List.of(2, 1)));
    }

    @Test
    default void anUploadIsPricedAsWell() {
        String id = "u-" + Samples.id();
        Map<String, Object> session = Api.session(id);
        session.put("started_at_us", start("2002-02-03"));
        String lines = BulkLines.line("session", id, session) + "\n" + BulkLines.line("llm", id, call("priced-model", 2L, 0L));

        given().contentType("application/x-ndjson").body(lines.getBytes(StandardCharsets.UTF_8)).post(Api.BULK).then()
                .statusCode(200);

        usage("2002-02-03", "2002-02-04", "model").body("usage[0].cost_usd", equalTo(0.000005f));
    }

    @Test
    default void aTableHasTheSameRows() {
        String id = session("2003-02-03", 0, "=agent", "PodDown");
        calls(id, List.of(call("priced-model", 4L, 0L), call("unpriced-model", null, null)));

        String table = given().queryParam("format", "csv").queryParam("from", "2003-02-03").queryParam("to", "2003-02-04")
                .queryParam("group_by", "agent").get(USAGE).then().statusCode(200)
                .header("Content-Type", equalTo("text/csv;charset=UTF-8"))
                .header("Content-Disposition", equalTo("attachment; filename=\"usage.csv\""))
                .extract().asString();

        assertThat(table).isEqualTo("agent,sessions,calls,input_tokens,output_tokens,total_tokens,cost_usd,unpriced_calls\r\n"
                + "'=agent,1,2,4,0,4,0.000010000,1\r\n");
        given().accept("text/csv").queryParam("format", "json").get(USAGE).then().statusCode(200).header("Content-Type",
                startsWith("application/json"));
        given().queryParam("format", "xml").get(USAGE).then().statusCode(422);
    }

    @ParameterizedTest
    @CsvSource({ "yesterday, 2001-02-04, model, 422", "2001-02-03, 2001-02-30, model, 422", "2001-02-03, 2001-02-04, pod, 422",
            "2001-02-04, 2001-02-04, model, 400", "2001-01-01, 2001-04-04, model, 400", "2001-01-01, 2001-04-03, model, 200" })
    default void aRangeIsChecked(String from, String to, String group, int status) {
        usage(from, to, group).statusCode(status);
    }

    @Test
    default void withoutParametersTheLast30DaysCount() {
        given().get(USAGE).then().statusCode(200).body("group_by", equalTo("model"));
    }
}
