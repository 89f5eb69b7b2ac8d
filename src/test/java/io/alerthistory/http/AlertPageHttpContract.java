package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Samples;
import io.restassured.response.Response;

/** The pages of alerts. Every test has a team of its own. */
interface AlertPageHttpContract {

    String BAD = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>{shell}";

    private static String team() {
        return "t" + Samples.id().replace("-", "");
    }

    /** Sends an alert as Prometheus does; it fires until it is said to end. */
    private static void send(String source, String team, String name, Instant start, Instant end, Map<String, String> more,
            Map<String, String> annotations) {
        Map<String, String> labels = new HashMap<>(Map.of("alertname", name, "team", team));
        labels.putAll(more);
        given().contentType("application/json").body(List.of(Map.of("labels", labels, "annotations", annotations, "startsAt",
                start.toString(), "endsAt", end.toString(), "generatorURL", "http://prometheus.example.org/graph?g0.expr=up")))
                .post("/api/v1/sources/" + source + "/api/v2/alerts").then().statusCode(200);
    }

    private static void fire(String team, String name, String severity) {
        Instant now = Instant.now();
        send("pages", team, name, now.minusSeconds(600), now.plusSeconds(3_600), Map.of("severity", severity), Map.of());
    }

    private static String fingerprint(String team, String name) {
        return given().queryParam("label", "team=" + team).queryParam("alertname", name).get(ALERTS).then().statusCode(200)
                .extract().path("alerts[0].fingerprint");
    }

    private static Response page(String address) {
        return given().urlEncodingEnabled(false).redirects().follow(false).accept("text/html,*/*;q=0.8").get(address);
    }

    private static String html(String address) {
        String html = page(address).then().statusCode(200).contentType("text/html;charset=UTF-8")
                .header("Content-Security-Policy", startsWith("default-src 'none'; script-src 'self'")).extract().asString();
        assertThat(html).doesNotContain("style=\"", " onclick", "NaN", "undefined", ">null<");
        return html;
    }

    private static String of(String team) {
        return "/alerts?filter=team%3D" + team;
    }

    private static Response post(String address, Map<String, String> fields) {
        return given().urlEncodingEnabled(true).redirects().follow(false).accept("text/html")
                .contentType("application/x-www-form-urlencoded").formParams(fields).post(address);
    }

    @Test
    default void whatFiresComesFirstAndTheWorstOfItBefore() {
        String team = team();
        Instant now = Instant.now();
        send("pages", team, "Ended" + team, now.minusSeconds(900), now.minusSeconds(2), Map.of("severity", "critical"),
                Map.of());
        fire(team, "Warned" + team, "warning");
        fire(team, "Critical" + team, "critical");

        String html = html(of(team));

        assertThat(html).containsSubsequence("<h1>Alerts</h1>", "Firing <span", ">Critical" + team + "</a>",
                ">Warned" + team + "</a>", "Resolved <span", ">Ended" + team + "</a>");
        assertThat(html).contains("team=" + team + "</a>", ">Acknowledge</button>", "data-since=",
                "<span class=\"severity critical\">critical</span>");
        assertThat(html(of(team) + "&state=firing")).doesNotContain("Ended" + team);
        assertThat(html(of(team) + "&state=resolved")).contains("Ended" + team).doesNotContain("Warned" + team);
        assertThat(html(of(team) + "&severity=critical")).doesNotContain("Warned" + team);
        assertThat(html(of(team) + "&group_by=severity")).contains("severity: critical", "severity: warning");
        assertThat(html(of(team) + "&filter=none%3Dx")).contains("No alert that fires matches.", "No alert that has ended");
    }

    @Test
    default void whatFiredThenIsShown() {
        String team = team();
        Instant now = Instant.now();
        send("pages", team, "Then", now.minusSeconds(7_200), now.minusSeconds(3_600), Map.of(), Map.of());
        fire(team, "Now", "info");

        String then = html(of(team) + "&at=" + QueryWriter.encoded(now.minusSeconds(5_000).toString()));

        assertThat(then).contains("Firing at <time", ">Then</a>", "id=\"earlier\"", ">Now</a>")
                .doesNotContain("-link\" href=\"/alerts/" + fingerprint(team, "Now"), "<button id=");
        assertThat(html(of(team))).containsSubsequence("Firing <span", "-link\" href=\"/alerts/" + fingerprint(team, "Now"),
                "Resolved <span", "-link\" href=\"/alerts/" + fingerprint(team, "Then"));
    }

    @Test
    default void theFormsBecomeAddressesOfTheApi() {
        page("/alerts?matchers=team%3Da%2C+b!%3D%22c%22&severity=&state=firing").then().statusCode(303).header("Location",
                equalTo("/alerts?filter=team%3Da&filter=b%21%3D%22c%22&state=firing"));
        page("/alerts?time=2026-11-30T08%3A15&severity=info").then().statusCode(303).header("Location",
                equalTo("/alerts?at=2026-11-30T08%3A15%3A00Z&severity=info"));
        page("/alerts?time=yesterday").then().statusCode(422).contentType("text/html;charset=UTF-8")
                .body(containsString("time must be a time such as 2026-11-30T08:15"));
    }

    @ParameterizedTest
    @CsvSource({ "filter=team, must be a label", "filter=a%3D~(, must have a regular expression", "state=open, must be one of",
            "at=yesterday, must be a time of RFC 3339" })
    default void aFilterThatIsNotValidIsExplainedBesideTheForm(String query, String reason) {
        page("/alerts?" + query).then().statusCode(422)
                .body(containsString("role=\"alert\""), containsString(reason), containsString("id=\"filters\""));
    }

    @Test
    default void aCursorOfAnotherListIsRefused() {
        page("/alerts?cursor=x").then().statusCode(400).contentType("text/html;charset=UTF-8");
    }

    @Test
    default void moreThanAPageIsWalked() {
        String team = team();
        Instant now = Instant.now();
        List<Object> alerts = new ArrayList<>();
        for (int i = 0; i < 103; i++) {
            alerts.add(Map.of("labels", Map.of("alertname", "Storm", "team", team, "n", String.valueOf(i)), "startsAt",
                    now.minusSeconds(1_000 - i).toString(), "endsAt", now.plusSeconds(3_600).toString()));
        }
        given().contentType("application/json").body(alerts).post("/api/v1/sources/pages/api/v2/alerts").then().statusCode(200);

        String first = html(of(team));
        assertThat(rows(first)).isEqualTo(100);
        String next = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
        assertThat(next).startsWith("/alerts?").contains("state=firing", "cursor=");
        assertThat(rows(html(next))).isEqualTo(3);
    }

    private static int rows(String html) {
        return html.split("<tr id=\"alert-", -1).length - 1;
    }

    @Test
    default void whatOthersWroteIsText() {
        String team = team();
        Instant now = Instant.now();
        send("pages", team, BAD, now.minusSeconds(60), now.plusSeconds(3_600), Map.of("severity", BAD, "label", BAD),
                Map.of("summary", BAD, "runbook_url", "javascript:alert(1)", "link", "https://example.org/a"));

        String list = html(of(team) + "&group_by=label.label");
        String alert = html("/alerts/" + fingerprint(team, BAD));

        for (String html : List.of(list, alert)) {
            assertThat(html).doesNotContain("<script>alert", "<img", "href=\"javascript").contains("&lt;script&gt;alert(1)");
        }
        assertThat(alert).contains("href=\"https://example.org/a\" rel=\"noopener noreferrer\"", ">Rule</a>", "First received")
                .doesNotContain(">Runbook</a>");
    }

    @Test
    default void anAlertIsAcknowledgedOnItsPageAndItsTimelineTellsIt() {
        String team = team();
        fire(team, "Acked", "critical");
        String fingerprint = fingerprint(team, "Acked");
        String address = "/alerts/" + fingerprint + "?source=pages";
        assertThat(html(address)).contains("<h1 dir=\"auto\">Acked</h1>", "Started firing", "1 episode in the last 90 days",
                ">Acknowledge</button>");

        post("/alerts/" + fingerprint + "/ack?source=pages", Map.of("comment", "on <it>")).then().statusCode(303)
                .header("Location", endsWith(address));

        assertThat(html(address)).contains("Acknowledged by", "on &lt;it&gt;", "Take the acknowledgement back")
                .doesNotContain(">Acknowledge</button>");
        assertThat(html(of(team))).contains("state acknowledged", ">Take back</button>");
        post("/alerts/" + fingerprint + "/unack?source=pages", Map.of("list", "true", "filter", "team=" + team, "evil", "//x"))
                .then().statusCode(303).header("Location", endsWith(of(team)));
        given().get(ALERTS + "/" + fingerprint).then().body("alerts[0].acked_at_us", nullValue());
        post("/alerts/" + fingerprint + "/ack?source=pages", Map.of("comment", "x".repeat(1_001))).then().statusCode(422);
        post("/alerts/0000000000000000/ack", Map.of()).then().statusCode(404).contentType("text/html;charset=UTF-8");
    }

    @Test
    default void whatHasEndedIsNotAcknowledged() {
        String team = team();
        Instant now = Instant.now();
        send("pages", team, "Over", now.minusSeconds(900), now.minusSeconds(2), Map.of(), Map.of());
        String fingerprint = fingerprint(team, "Over");

        assertThat(html("/alerts/" + fingerprint)).contains("Fired last").doesNotContain("Acknowledge");
        post("/alerts/" + fingerprint + "/ack", Map.of()).then().statusCode(409).contentType("text/html;charset=UTF-8");
    }

    @Test
    default void theEpisodesOfAnAlertAreWalked() {
        String team = team();
        Instant now = Instant.now();
        for (int i = 12; i > 0; i--) {
            Instant start = now.minus(Duration.ofHours(i));
            send("pages", team, "Often", start, start.plusSeconds(600), Map.of(), Map.of());
        }
        String first = html("/alerts/" + fingerprint(team, "Often"));

        assertThat(first.split("<li id=\"episode-", -1)).hasSize(11);
        assertThat(first).contains("12 episodes in the last 90 days", "Older episodes").doesNotContain("← Newest");
        String older = first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]*)\".*", "$1").replace("&amp;", "&");
        String second = html(older.substring(0, older.indexOf('#')));
        assertThat(second.split("<li id=\"episode-", -1)).hasSize(3);
        assertThat(second).contains("← Newest").doesNotContain("Older episodes", "data-follow");
    }

    @Test
    default void anAlertOfSeveralSourcesIsChosen() {
        String team = team();
        Instant now = Instant.now();
        for (String source : List.of("one", "two")) {
            send(source, team, "Twice", now.minusSeconds(60), now.plusSeconds(3_600), Map.of(), Map.of());
        }
        String address = "/alerts/" + fingerprint(team, "Twice");

        assertThat(html(address)).contains("Several sources have this alert", "href=\"" + address + "?source=one\"",
                "href=\"" + address + "?source=two\"");
        assertThat(html(address + "?source=two")).contains("<dd dir=\"auto\">two</dd>");
        post(address + "/ack", Map.of()).then().statusCode(409);
        page(address + "?source=three").then().statusCode(404);
    }

    @Test
    default void theInvestigationOfAnAlertStandsBesideIt() {
        String team = team();
        given().contentType("application/json")
                .body(Map.of("version", "4", "receiver", "r", "status", "firing", "groupKey", team,
                        "groupLabels", Map.of(), "commonLabels", Map.of(), "commonAnnotations", Map.of(), "externalURL",
                        "http://a",
                        "alerts",
                        List.of(Map.of("status", "firing", "labels", Map.of("alertname", "Looked", "team", team), "annotations",
                                Map.of(), "startsAt", Instant.now().minusSeconds(30).toString(), "fingerprint",
                                team.substring(1, 17)))))
                .post("/api/v1/webhooks/alertmanager?source=pages").then().statusCode(200);
        String fingerprint = fingerprint(team, "Looked");
        String session = given().get(ALERTS + "/" + fingerprint + "/timeline").then().extract()
                .path("transitions.find { it.kind == 'session' }.ref");

        String link = "href=\"/sessions/" + QueryWriter.encoded(session) + "\"";
        assertThat(html(of(team))).contains(link);
        assertThat(html("/alerts/" + fingerprint)).contains("id=\"investigations\"", link, "Told:", "r by webhook");
        assertThat(html("/sessions/" + QueryWriter.encoded(session)))
                .contains("href=\"/alerts/" + fingerprint + "?source=pages\"");
    }

    @Test
    default void theOverviewCountsWhatFires() {
        String team = team();
        fire(team, "Counted", team);

        String html = html("/");
        assertThat(html).contains("Firing now", "href=\"/alerts?severity=" + team + "&amp;state=firing\"");
        page("/firing").then().statusCode(200).body(startsWith("<div id=\"firing\""), containsString(team));
    }
}
