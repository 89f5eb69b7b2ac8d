package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.startsWith;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.maintenance.AlertRollup;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.quarkus.arc.Arc;
import io.restassured.response.Response;

/** The page of statistics. Every test has a team of its own. */
interface StatisticsPageHttpContract {

    private static Response page(String address) {
        return given().urlEncodingEnabled(false).accept("text/html,*/*;q=0.8").get(address);
    }

    /** An alert that fired for a minute, twice, and is in the sums of its days. */
    private static String fired() {
        String team = "t" + Samples.id().replace("-", "");
        Instant now = Instant.now();
        for (long ago : List.of(7_200L, 60L)) {
            given().contentType("application/json")
                    .body(List.of(
                            Map.of("labels", Map.of("alertname", "LoudRule" + team, "team", team, "severity", "<b>"),
                                    "startsAt",
                                    now.minusSeconds(ago + 60).toString(), "endsAt", now.minusSeconds(ago).toString())))
                    .post("/api/v1/sources/statistics/api/v2/alerts").then().statusCode(200);
        }
        Await.on(() -> Arc.container().instance(AlertRollup.class).get().run());
        return team;
    }

    @Test
    default void figuresStandAboveThoseOfTheTimeBefore() {
        String team = fired();
        String html = page("/statistics?filter=team%3D" + team).then().statusCode(200).contentType("text/html;charset=UTF-8")
                .extract().asString();

        assertThat(html)
                .contains("<h1>Statistics</h1>",
                        "href=\"/alerts?alertname=LoudRule" + team + "&amp;filter=team%3D" + team + "\"",
                        "2 episodes started", "Loud<wbr>Rule" + team, "such as its review",
                        "href=\"/statistics/download?filter=team%3D" + team + "\"",
                        "the 30 days before", "aria-sort=\"descending\"", "value=\"team=" + team + "\"")
                .doesNotContain(" style=", "NaN", ">null<");
        assertThat(page("/statistics?group_by=label.team&filter=team%3D" + team).asString())
                .contains("team%3D%22" + team + "%22\"", "Label team");
        assertThat(page("/statistics?group_by=severity&filter=team%3D" + team).asString()).contains("&lt;b&gt;")
                .doesNotContain("<b>");
        assertThat(page("/statistics?filter=team%3Dno" + team).asString())
                .contains("No episode started in this time", "Remove a matcher").doesNotContain("id=\"week-title\"");
    }

    @Test
    default void theFormLeadsToTheAddressOfTheView() {
        given().urlEncodingEnabled(false).redirects().follow(false)
                .get("/statistics?group_by=severity&by_label=team&matchers=a%3D%22b%22,c!%3Dd&source=&from=&to=").then()
                .statusCode(303).header("Location",
                        endsWith("/statistics?filter=a%3D%22b%22&filter=c%21%3Dd&group_by=label.team"));
    }

    /** In a day of its own, in which no alert fired. */
    @Test
    default void agentsStandBelowWithTheirUsage() {
        String session = Samples.id();
        Map<String, Object> body = Api.session(session);
        body.putAll(Map.of("alert_type", "Type<b>", "status", "in_progress", "started_at_us",
                LocalDate.parse("2003-05-06").atStartOfDay().toEpochSecond(ZoneOffset.UTC) * 1_000_000));
        json(body).post(SESSIONS).then().statusCode(201);
        Map<String, Object> call = Api.llm(Samples.id());
        call.putAll(Map.of("model_name", "<i>model", "input_tokens", 1_234));
        json(List.of(call)).post(SESSIONS + "/" + session + "/llm-interactions").then().statusCode(201);

        String html = page("/statistics?from=2003-05-06&to=2003-05-07").then().statusCode(200).extract().asString();

        assertThat(html).contains("Usage by model", "&lt;i&gt;model", "1,234", "Investigations by alert type", "Type&lt;b&gt;",
                "/sessions?alert_type=Type%3Cb%3E", "No episode started in this time").doesNotContain("<i>", "<b>");
        assertThat(page("/statistics?from=2003-05-07&to=2003-05-08").asString()).contains("No agent worked in this time");
    }

    @ParameterizedTest
    @CsvSource({ "group_by=x, group_by must be alertname", "filter=x, must be a label",
            "from=2026-02-01&to=2026-01-01, must be before",
            "sort_by=x, must be one of" })
    default void whatCannotBeCountedIsExplainedBesideTheForm(String query, String reason) {
        page("/statistics?" + query).then().statusCode(422).body(containsString("role=\"alert\""), containsString(reason));
    }

    @Test
    default void allGroupsAreAFile() {
        String team = fired();
        String lines = page("/statistics/download?filter=team%3D" + team).then().statusCode(200)
                .header("Content-Disposition", "attachment; filename=\"statistics.csv\"").contentType(startsWith("text/csv"))
                .extract().asString();
        assertThat(lines).startsWith("key,episodes,").contains("\r\nLoudRule" + team + ",2,");
    }

    @Test
    default void theOverviewNamesTheNoisiest() {
        fired();
        page("/").then().statusCode(200).body(containsString("Noisiest alerts of the week"),
                containsString("&amp;sort_by=notified\">All statistics"));
    }
}
