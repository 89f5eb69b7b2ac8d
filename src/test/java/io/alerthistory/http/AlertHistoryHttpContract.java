package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.Samples;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Questions about the history of alerts. Every test has a team of its own. */
interface AlertHistoryHttpContract {

    String EPISODES = "/api/v1/episodes";
    String NOTIFICATIONS = "/api/v1/notifications";

    long SECOND = 1_000_000;

    /** 2023-11-14T22:13:20Z. */
    long T = 1_700_000_000 * SECOND;

    Connection database() throws SQLException;

    String driver();

    private static String name() {
        return "t" + Samples.id().replace("-", "");
    }

    /** Returns the number of rows. */
    private int execute(String sql, @Nullable Object... parameters) {
        try (Connection connection = database(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private long alert(String source, String fingerprint, String team, String alertname, boolean firing, long changedAtUs) {
        String labels = "{\"alertname\":\"" + alertname + "\",\"severity\":\"critical\",\"team\":\"" + team + "\"}";
        execute("insert into alerts (source, fingerprint, alertname, severity, labels, first_seen_us, changed_at_us, firing)"
                + " values (?, ?, ?, 'critical', " + (driver().equals("sqlite") ? "?" : "cast(? as jsonb)") + ", ?, ?, "
                + (driver().equals("sqlite") ? firing ? "1" : "0" : firing) + ")", source, fingerprint, alertname, labels, T,
                changedAtUs);
        try (Connection connection = database();
                PreparedStatement statement = connection
                        .prepareStatement("select alert_id from alerts where source = ? and fingerprint = ?")) {
            statement.setString(1, source);
            statement.setString(2, fingerprint);
            try (ResultSet rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Heard of a second late. */
    private void episode(long alert, long startsAt, @Nullable Long endsAt) {
        Long seconds = endsAt == null ? null : Long.valueOf(-Math.floorDiv(startsAt - endsAt, SECOND));
        Integer spanClass = seconds == null ? null
                : Integer.valueOf(seconds <= 1 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(seconds - 1));
        execute("insert into alert_episodes (alert_id, starts_at_us, ends_at_us, received_at_us, end_received_at_us, end_reason,"
                + " span_class, starts) values (?, ?, " + endsAt + ", ?, " + (endsAt == null ? null : endsAt + SECOND) + ", "
                + (endsAt == null ? null : 1) + ", " + spanClass + ", 1)", alert, startsAt, startsAt + SECOND);
    }

    private void notification(String id, String receiver, long at, long alert, long startsAt, int state) {
        execute("insert into alert_notifications (notification_id, at_us, source, group_key, receiver, integration,"
                + " integration_index, reason, firing, resolved, muted, truncated, instance, received_at_us)"
                + " values (?, ?, 'src', '{}', ?, 'webhook', 0, 'first notification', 1, 0, 0, 0, 'am-1', ?)", id, at, receiver,
                at + 5);
        execute("insert into alert_notified (notification_id, alert_id, starts_at_us, state) values (?, ?, ?, ?)", id, alert,
                startsAt, state);
    }

    private void silence(String id, long startsAt, long endsAt, String person) {
        execute("insert into alert_silences (source, silence_id, updated_at_us, starts_at_us, ends_at_us, matchers, created_by,"
                + " comment, seen_by_api, received_at_us) values ('src', ?, ?, ?, ?, '[]', ?, 'known', "
                + (driver().equals("sqlite") ? "0" : "false") + ", 1)", id, T, startsAt, endsAt, person);
    }

    private static ValidatableResponse list(String path, String... parameters) {
        var request = given();
        for (int i = 0; i < parameters.length; i += 2) {
            request = request.queryParam(parameters[i], parameters[i + 1]);
        }
        return request.get(path).then();
    }

    private static List<String> names(ValidatableResponse response, String path) {
        return response.statusCode(200).extract().jsonPath().getList(path);
    }

    /** Three alerts of a team: a fires, b and c have ended; the last change is that of c. */
    private String team() {
        String team = name();
        long a = alert("", team + "a", team, "Aa", true, T + 100);
        episode(a, T - 100 * SECOND, T - 50 * SECOND);
        episode(a, T, null);
        long b = alert("", team + "b", team, "Bb", false, T + 200);
        episode(b, T, T + 8 * SECOND);
        long c = alert("other", team + "c", team, "Cc", false, T + 300);
        episode(c, T + 5 * SECOND, T + 6 * SECOND);
        return team;
    }

    @Test
    default void alertsAreListedByTheirLastChange() {
        String team = team();
        ValidatableResponse all = list(ALERTS, "label", "team=" + team).statusCode(200)
                .body("alerts.alertname", contains("Cc", "Bb", "Aa"), "pagination.next_cursor", nullValue(),
                        "pagination.total_items", equalTo(3), "pagination.count", equalTo("exact"), "pagination.partial",
                        equalTo(false));
        Map<String, Object> a = all.extract().jsonPath().getMap("alerts[2]");
        assertThat(a).containsOnlyKeys("fingerprint", "source", "labels", "alertname", "severity", "state", "starts_at_us",
                "ends_at_us", "end_reason", "changed_at_us", "first_seen_us", "episodes", "acked_at_us", "acked_by",
                "firing_seconds", "flapping")
                .containsEntry("fingerprint", team + "a").containsEntry("source", "").containsEntry("state", "firing")
                .containsEntry("starts_at_us", T).containsEntry("ends_at_us", null).containsEntry("episodes", 2)
                .containsEntry("labels", Map.of("alertname", "Aa", "severity", "critical", "team", team));
        all.body("alerts[1].state", equalTo("resolved"), "alerts[1].end_reason", equalTo("told"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "state; firing; Aa", "state; resolved; Cc Bb", "alertname; Bb; Bb",
            "severity; warning; ''", "source; other; Cc", "source; ''; Bb Aa", "filter; alertname=\"Bb\"; Bb",
            "filter; alertname!=Bb; Cc Aa", "filter; alertname=~[AB].*; Bb Aa", "filter; alertname=~B; ''",
            "filter; alertname!~A.|B.; Cc", "filter; gone=\"\"; Cc Bb Aa", "label; alertname=Cc; Cc" })
    default void aFilterChoosesAlerts(String parameter, String value, String found) {
        String team = team();
        assertThat(names(list(ALERTS, "label", "team=" + team, parameter, value), "alerts.alertname"))
                .isEqualTo(found.isEmpty() ? List.of() : List.of(found.split(" ")));
    }

    @Test
    default void aWindowChoosesAlertsAndCountsTheirEpisodes() {
        String team = team();
        list(ALERTS, "label", "team=" + team, "from", "2023-11-14T22:13:26Z", "to", "2023-11-14T22:13:30Z").statusCode(200)
                .body("alerts.alertname", contains("Bb", "Aa"), "alerts.episodes", contains(1, 1));
        list(ALERTS, "label", "team=" + team, "to", String.valueOf(T)).statusCode(200).body("alerts.alertname", contains("Aa"),
                "alerts.episodes", contains(1));
        list(ALERTS, "label", "team=" + team, "from", String.valueOf(T - 60 * SECOND)).body("alerts.alertname",
                contains("Cc", "Bb", "Aa"), "alerts.episodes", contains(1, 1, 2));
    }

    @Test
    default void aCursorLeadsThroughAllPages() {
        String team = team();
        for (String filter : List.of("team=" + team, "team=~" + team)) {
            List<String> found = new ArrayList<>();
            String link = ALERTS + "?page_size=1&filter=" + QueryWriter.encoded(filter);
            for (int page = 0; link != null; page++) {
                assertThat(page).isLessThan(3);
                var response = given().urlEncodingEnabled(false).get(link).then().statusCode(200).extract();
                found.addAll(response.jsonPath().getList("alerts.alertname"));
                String header = response.header("Link");
                link = header == null ? null : header.substring(1, header.indexOf('>'));
                assertThat(response.jsonPath().getString("pagination.next_cursor") == null).isEqualTo(link == null);
            }
            assertThat(found).containsExactly("Cc", "Bb", "Aa");
        }
    }

    @Test
    default void aCursorFitsItsQuestionOnly() {
        String team = team();
        String cursor = list(ALERTS, "label", "team=" + team, "page_size", "1").extract().path("pagination.next_cursor");
        list(ALERTS, "label", "team=" + team, "page_size", "2", "cursor", cursor).statusCode(200).body("alerts.alertname",
                contains("Bb", "Aa"));
        list(ALERTS, "cursor", cursor).statusCode(400).body("type", equalTo("urn:alert-history:problem:invalid_cursor"));
        list(EPISODES, "label", "team=" + team, "cursor", cursor).statusCode(400).body("type",
                equalTo("urn:alert-history:problem:invalid_cursor"));
        list(ALERTS, "label", "team=" + team, "cursor", cursor + "A").statusCode(400);
    }

    @ParameterizedTest
    @CsvSource({ "state,open", "page_size,0", "page_size,101", "from,yesterday", "to,-1", "filter,team", "filter,a=~(",
            "filter,a=~((a{100}){100}){100}", "label,=x", "count,many" })
    default void anInvalidParameterIsRefused(String parameter, String value) {
        list(ALERTS, parameter, value).statusCode(422).body("type", equalTo("urn:alert-history:problem:invalid_parameter"),
                "errors[0].parameter",
                equalTo(parameter));
    }

    @Test
    default void manyMatchersAreRefused() {
        var request = given();
        for (int i = 0; i < 21; i++) {
            request = request.queryParam("filter", "a=b");
        }
        request.get(ALERTS).then().statusCode(422);
    }

    @Test
    default void anAlertIsReadWithItsTextsFromEverySource() {
        String name = name();
        long one = alert("one", name, name, "Aa", true, T);
        episode(one, T, null);
        alert("two", name, name, "Aa", false, T);
        execute("insert into alert_texts (alert_id, starts_at_us, annotations, extra) values (?, ?, ?, ?)", one, T,
                "{\"summary\":\"old\"}", "{\"generatorURL\":\"http://x\"}");
        execute("insert into alert_texts (alert_id, starts_at_us, annotations, extra) values (?, ?, ?, null)", one, T + 1,
                "{\"summary\":\"new\"}");

        list(ALERTS + "/" + name).statusCode(200).body("alerts.source", contains("one", "two"), "alerts[0].annotations.summary",
                equalTo("new"), "alerts[0].extra.generatorURL", equalTo("http://x"), "alerts[0].state", equalTo("firing"),
                "alerts[0].episodes", equalTo(1), "alerts[1].annotations", nullValue(), "alerts[1].starts_at_us", nullValue());
        list(ALERTS + "/" + name, "source", "two").statusCode(200).body("alerts.source", contains("two"));
        list(ALERTS + "/" + name, "source", "three").statusCode(404).body("type",
                equalTo("urn:alert-history:problem:alert_not_found"));
        given().urlEncodingEnabled(false).get(ALERTS + "/a%00b").then().statusCode(404);
    }

    @Test
    default void theEpisodesOfAnAlertAreListedTheNewestFirst() {
        String name = name();
        long one = alert("one", name, name, "Aa", true, T);
        long two = alert("two", name, name, "Aa", true, T);
        episode(one, T, T + 10);
        episode(one, T + 100, T + 110);
        episode(two, T + 100, T + 120);
        notification(name + "1", name, T + 50, one, T + 3, 1);
        notification(name + "2", name, T + 40, one, T, 3);

        JsonPath first = list(ALERTS + "/" + name + "/episodes", "page_size", "1").statusCode(200)
                .body("episodes", hasSize(1), "episodes[0].source", equalTo("one"), "episodes[0].starts_at_us",
                        equalTo(T + 100))
                .extract().jsonPath();
        list(ALERTS + "/" + name + "/episodes", "page_size", "2", "cursor", first.getString("pagination.next_cursor"))
                .statusCode(200)
                .body("episodes.source", contains("two", "one"), "episodes[1].notifications", equalTo(1),
                        "episodes[1].first_notified_at_us", equalTo(T + 50), "episodes[1].end_reason", equalTo("told"),
                        "episodes[1].received_at_us", equalTo(T + SECOND), "pagination.next_cursor", nullValue());
        list(ALERTS + "/" + name() + "/episodes").statusCode(404);
    }

    @Test
    default void theTimelineTellsWhatHappenedInOneOrder() {
        String name = name();
        long alert = alert("src", name, name, "Aa", true, T);
        episode(alert, T, T + 10 * SECOND);
        episode(alert, T + 20 * SECOND, null);
        execute("insert into alert_starts (alert_id, episode_starts_at_us, starts_at_us, received_at_us) values (?, ?, ?, ?)",
                alert, T, T, T + 1);
        execute("insert into alert_starts (alert_id, episode_starts_at_us, starts_at_us, received_at_us) values (?, ?, ?, ?)",
                alert, T, T + 2 * SECOND, T + 3 * SECOND);
        notification(name + "n", "ops", T + 5 * SECOND, alert, T + 2 * SECOND, 1);
        silence(name, T + 6_000_999, T + 8 * SECOND, "me");
        execute("insert into alert_suppressions (alert_id, kind, ref, first_seen_us, last_seen_us, received_at_us)"
                + " values (?, 1, ?, ?, ?, ?)", alert, name, T + 7 * SECOND, T + 9 * SECOND, T + 7 * SECOND);
        given().contentType("application/json").body(Map.of("comment", "on it")).post(ALERTS + "/" + name + "/ack").then()
                .statusCode(200);

        JsonPath whole = list(ALERTS + "/" + name + "/timeline").statusCode(200).extract().jsonPath();
        assertThat(whole.<String> getList("transitions.kind")).containsExactly("fired", "moved", "notified", "silenced",
                "unsilenced", "resolved", "fired", "acknowledged");
        assertThat(whole.<Long> getList("transitions.at_us").subList(0, 7)).containsExactly(T, T + 2 * SECOND, T + 5 * SECOND,
                T + 6_000_000, T + 8 * SECOND, T + 10 * SECOND, T + 20 * SECOND);
        assertThat(whole.<Long> getList("transitions.starts_at_us")).containsExactly(T, T, T, T, T, T, T + 20 * SECOND,
                T + 20 * SECOND);
        assertThat(whole.<String, Object> getMap("transitions[3]")).containsEntry("by", "me").containsEntry("comment", "known");
        assertThat(whole.<String, Object> getMap("transitions[2]")).containsEntry("receiver", "ops")
                .containsEntry("integration", "webhook").containsEntry("reason", "first notification")
                .containsEntry("state", "firing").containsEntry("ref", name + "n")
                .containsEntry("received_at_us", T + 5 * SECOND + 5);
        assertThat(whole.getString("transitions[5].ref")).isEqualTo("told");
        assertThat(whole.getString("transitions[7].comment")).isEqualTo("on it");

        List<String> walked = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = list(ALERTS + "/" + name + "/timeline", "page_size", "3", "cursor", cursor).statusCode(200)
                    .extract()
                    .jsonPath();
            walked.addAll(page.getList("transitions.kind"));
            cursor = page.getString("pagination.next_cursor");
        }
        assertThat(walked).isEqualTo(whole.getList("transitions.kind"));
    }

    @Test
    default void whatFiredAtAnInstantIsFound() {
        String team = team();
        assertThat(at(team, T - 1)).isEmpty();
        assertThat(at(team, T)).containsExactly("Bb", "Aa");
        assertThat(at(team, T + 5 * SECOND)).containsExactly("Cc", "Bb", "Aa");
        assertThat(at(team, T + 6 * SECOND)).containsExactly("Bb", "Aa");
        assertThat(at(team, T + 8 * SECOND - 1)).containsExactly("Bb", "Aa");
        assertThat(at(team, T + 8 * SECOND)).containsExactly("Aa");
        assertThat(at(team, T - 60 * SECOND)).containsExactly("Aa");
        assertThat(names(list(EPISODES, "label", "team=" + team), "episodes.alertname")).containsExactly("Aa");
        assertThat(names(list(EPISODES, "label", "team=" + team, "at", "2023-11-14T22:13:20Z", "filter", "alertname!~A.*"),
                "episodes.alertname")).containsExactly("Bb");
    }

    private static List<String> at(String team, long us) {
        return names(list(EPISODES, "label", "team=" + team, "at", String.valueOf(us)), "episodes.alertname");
    }

    @Test
    default void whatWasKnownThenIsFound() {
        String team = team();
        String at = String.valueOf(T + 8 * SECOND + 1);
        list(EPISODES, "label", "team=" + team, "at", at, "known_at", at).statusCode(200)
                .body("episodes.alertname", contains("Bb", "Aa"), "episodes[0].ends_at_us", nullValue(),
                        "episodes[0].end_reason", nullValue());
        list(EPISODES, "label", "team=" + team, "at", at, "known_at", String.valueOf(T + 9 * SECOND)).statusCode(200)
                .body("episodes.alertname", contains("Aa"));
        list(EPISODES, "label", "team=" + team, "at", String.valueOf(T), "known_at", String.valueOf(T)).statusCode(200)
                .body("episodes", empty());
        list(EPISODES, "at", "5", "known_at", "4").statusCode(400).body("type",
                equalTo("urn:alert-history:problem:invalid_combination"));
        list(EPISODES, "known_at", "4").statusCode(400);
        list(EPISODES, "at", "5", "from", "4").statusCode(400);
        list(EPISODES, "from", "5", "to", "5").statusCode(422);
    }

    @Test
    default void anEpisodeTellsWhatHeldItBackAndWhoWasTold() {
        String name = name();
        long alert = alert("src", name, name, "Aa", true, T);
        episode(alert, T, null);
        long source = alert("src", "00000000" + name.substring(1, 9), name, "Zz", true, T);
        episode(source, T + 2 * SECOND, T + 4 * SECOND);
        String ref = "0:00000000" + name.substring(1, 9);
        execute("insert into alert_suppressions (alert_id, kind, ref, first_seen_us, last_seen_us, received_at_us)"
                + " values (?, 2, ?, ?, ?, ?)", alert, ref, T + 3 * SECOND, T + 3 * SECOND, T + 3 * SECOND);
        notification(name, name, T + 3 * SECOND, alert, T, 1);
        notification(name + "2", "a, \"b\"", T + 4 * SECOND, alert, T, 2);
        notification(name + "3", name, T + 4 * SECOND, alert, T, 1);
        notification(name + "4", "muted", T + 4 * SECOND, alert, T, 3);
        silence(name, T + 4 * SECOND, T + 9 * SECOND, "<jo>");
        execute("insert into alert_suppressions (alert_id, kind, ref, first_seen_us, last_seen_us, received_at_us)"
                + " values (?, 1, ?, ?, ?, ?)", alert, name, T + 5 * SECOND, T + 5 * SECOND, T + 5 * SECOND);

        episodeAt(name, T + SECOND).body("episodes[0].inhibited_by", empty(), "episodes[0].notifications", equalTo(0),
                "episodes[0].first_notified_at_us", nullValue());
        episodeAt(name, T + 3 * SECOND).body("episodes[0].inhibited_by", contains(ref), "episodes[0].silenced_by", empty(),
                "episodes[0].receivers", contains(name), "episodes[0].notifications", equalTo(1),
                "episodes[0].first_notified_at_us", equalTo(T + 3 * SECOND));
        episodeAt(name, T + 4 * SECOND).body("episodes[0].inhibited_by", empty(), "episodes[0].receivers",
                contains("a, \"b\"", name), "episodes[0].silenced_by", contains(name), "episodes[0].silences",
                contains(Map.of("silence_id", name, "created_by", "<jo>", "comment", "known", "ends_at_us",
                        T + 9 * SECOND)));
        episodeAt(name, T + 9 * SECOND).body("episodes[0].silences", empty());
        list(ALERTS + "/" + name + "/episodes").body("episodes[0].receivers", contains("a, \"b\"", name));
        list(EPISODES, "label", "team=" + name, "alertname", "Aa", "from", String.valueOf(T)).body("episodes[0].inhibited_by",
                contains(ref));
    }

    private static ValidatableResponse episodeAt(String team, long us) {
        return list(EPISODES, "label", "team=" + team, "alertname", "Aa", "at", String.valueOf(us)).statusCode(200);
    }

    @Test
    default void aWindowHasWhatStartsInItAndWhatReachesIt() {
        String team = team();
        String from = String.valueOf(T + 2 * SECOND);
        String to = String.valueOf(T + 6 * SECOND);
        assertThat(names(list(EPISODES, "label", "team=" + team, "from", from, "to", to), "episodes.alertname"))
                .containsExactly("Cc", "Bb", "Aa");
        List<String> walked = new ArrayList<>();
        String cursor = "";
        while (cursor != null) {
            JsonPath page = list(EPISODES, "label", "team=" + team, "from", from, "to", to, "page_size", "1", "cursor", cursor)
                    .statusCode(200).extract().jsonPath();
            walked.addAll(page.getList("episodes.alertname"));
            cursor = page.getString("pagination.next_cursor");
        }
        assertThat(walked).containsExactly("Cc", "Bb", "Aa");
        assertThat(names(list(EPISODES, "label", "team=" + team, "to", String.valueOf(T)), "episodes.starts_at_us")).hasSize(1);
        assertThat(names(list(EPISODES, "label", "team=" + team, "from", from, "state", "firing"), "episodes.alertname"))
                .containsExactly("Aa");
    }

    @Test
    default void aWalkThroughWhatFiresNowGoesOnWithItsCursor() {
        String team = team();
        long other = alert("now", team + "d", team, "Dd", true, T);
        episode(other, T - 7, null);
        JsonPath first = list(EPISODES, "label", "team=" + team, "page_size", "1").statusCode(200).extract().jsonPath();
        assertThat(first.<String> getList("episodes.alertname")).containsExactly("Aa");
        list(EPISODES, "label", "team=" + team, "page_size", "1", "cursor", first.getString("pagination.next_cursor"))
                .statusCode(200).body("episodes.alertname", contains("Dd"), "pagination.next_cursor", nullValue());
    }

    private static List<String> walked(String path, String rows, String... parameters) {
        List<String> all = new ArrayList<>();
        String cursor = "";
        int pages = 0;
        while (cursor != null) {
            List<String> sent = new ArrayList<>(List.of(parameters));
            sent.addAll(List.of("cursor", cursor));
            JsonPath page = list(path, sent.toArray(new String[0])).statusCode(200).extract().jsonPath();
            assertThat(page.<String> getList(rows).size()).isLessThan(40);
            all.addAll(page.getList(rows));
            cursor = page.getString("pagination.next_cursor");
            pages++;
        }
        assertThat(pages).isBetween(2, 20);
        return all;
    }

    /** Forty alerts with all the text that an alert may have are more than a page bears. */
    @Test
    default void aPageOfLargeAlertsIsCutAndTheWalkHasAll() {
        String name = name();
        String text = "x".repeat(15_000);
        List<Map<String, Object>> alerts = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            alerts.add(Map.of("labels", Map.of("alertname", name, "n", i + text), "annotations", Map.of("summary", text)));
        }
        given().contentType("application/json").body(alerts).post("/api/v2/alerts").then().statusCode(200);

        for (String filter : List.of("n!=none", "alertname=" + name)) {
            assertThat(walked(EPISODES, "episodes.fingerprint", "alertname", name, "filter", filter, "page_size", "100"))
                    .hasSize(40).doesNotHaveDuplicates();
            assertThat(walked(ALERTS, "alerts.fingerprint", "alertname", name, "filter", filter, "page_size", "100"))
                    .hasSize(40).doesNotHaveDuplicates();
        }
        assertThat(given().queryParam("alertname", name).queryParam("format", "ndjson").get(EPISODES).asString().lines())
                .hasSize(40);
        given().queryParam("filter", "n=~\"[0-9]+x+\"").queryParam("alertname", name).get("/api/v1/alerts/statistics").then()
                .statusCode(200);
    }

    /** As of a flapping alert whose annotations are long. */
    @Test
    default void aPageOfLongAnnotationsIsCutAndTheWalkHasAll() {
        String name = name();
        long alert = alert("src", name, name, "Aa", true, T);
        for (int i = 0; i < 40; i++) {
            episode(alert, T + i * SECOND, T + i * SECOND + 1);
        }
        execute("insert into alert_texts (alert_id, starts_at_us, annotations) values (?, ?, ?)", alert, T,
                "{\"summary\":\"" + "x".repeat(30_000) + "\"}");

        assertThat(walked(ALERTS + "/" + name + "/episodes", "episodes.starts_at_us", "page_size", "100")).hasSize(40)
                .doesNotHaveDuplicates();
        given().accept("text/html").get("/alerts/" + name).then().statusCode(200);
    }

    @Test
    default void grafanaGetsAnnotations() {
        String team = team();
        list(EPISODES, "label", "team=" + team, "from", String.valueOf(T + 1), "format", "grafana").statusCode(200)
                .body("title", contains("Cc", "Bb", "Aa"), "[1].time", equalTo(T / 1000), "[1].timeEnd",
                        equalTo(T / 1000 + 8000), "[1].tags", contains("severity:critical", "team:" + team), "[2].timeEnd",
                        nullValue());
        list(EPISODES, "format", "xml").statusCode(422);
    }

    @Test
    default void linesHaveAllPages() {
        String team = team();
        String csv = given().accept("text/csv").queryParam("label", "team=" + team).queryParam("page_size", 1)
                .queryParam("from", T + 1).get(EPISODES).then().statusCode(200).contentType(equalTo("text/csv;charset=UTF-8"))
                .header("Content-Disposition", equalTo("attachment; filename=\"episodes.csv\""))
                .extract().asString();
        assertThat(csv.split("\r\n")).hasSize(4).satisfies(lines -> {
            assertThat(lines[0]).startsWith("fingerprint,source,alertname,severity,starts_at,ends_at,starts_at_us,ends_at_us");
            assertThat(lines[1])
                    .startsWith(team + "c,other,Cc,critical,2023-11-14T22:13:25Z,2023-11-14T22:13:26Z," + (T + 5 * SECOND));
            assertThat(lines[3]).startsWith(team + "a,,Aa,critical,2023-11-14T22:13:20Z,," + T + ",,");
        });
        for (String[] format : List.of(new String[] { "csv", "text/csv;charset=UTF-8", csv },
                new String[] { "episodes", "application/json", "{\"episodes\":" })) {
            String text = given().accept("*/*").queryParam("label", "team=" + team).queryParam("page_size", 1)
                    .queryParam("from", T + 1).queryParam("format", format[0]).get(EPISODES).then().statusCode(200)
                    .contentType(startsWith(format[1])).extract().asString();
            assertThat(text).startsWith(format[2]);
        }
        given().accept("text/csv").queryParam("format", "episodes").get(EPISODES).then().statusCode(200)
                .contentType(startsWith("application/json"));
        String json = given().accept("application/x-ndjson").queryParam("label", "team=" + team).queryParam("page_size", 1)
                .queryParam("from", T + 1).get(EPISODES).then().statusCode(200)
                .contentType(containsString("application/x-ndjson")).extract().asString();
        assertThat(json.split("\n")).hasSize(3)
                .allSatisfy(line -> assertThat(JsonPath.from(line).getString("labels.team")).isEqualTo(team));
    }

    @Test
    default void anAlertIsAcknowledgedOnce() {
        String name = name();
        long alert = alert("src", name, name, "Aa", true, T);
        episode(alert, T, null);
        String path = ALERTS + "/" + name + "/ack";

        JsonPath first = given().contentType("application/json").body(Map.of("comment", "mine")).post(path).then()
                .statusCode(200).body("fingerprint", equalTo(name), "source", equalTo("src"), "starts_at_us", equalTo(T),
                        "acked_by", equalTo("api-client"), "comment", equalTo("mine"), "acked_at_us", greaterThan(T))
                .extract().jsonPath();
        given().contentType("application/json").body(Map.of("comment", "no, mine")).post(path).then().statusCode(200)
                .body("acked_at_us", equalTo(first.getLong("acked_at_us")), "comment", equalTo("mine"));
        when().post(path).then().statusCode(200).body("comment", equalTo("mine"));
        list(ALERTS + "/" + name).body("alerts[0].acked_by", equalTo("api-client"), "alerts[0].ack_comment", equalTo("mine"));
        list(ALERTS, "label", "team=" + name).body("alerts[0].acked_at_us", equalTo(first.getLong("acked_at_us")));
        list(EPISODES, "label", "team=" + name).body("episodes[0].acked_by", equalTo("api-client"));
        list(EPISODES, "label", "team=" + name, "at", String.valueOf(T)).body("episodes[0].acked_by", nullValue());

        when().delete(path).then().statusCode(204);
        when().delete(path).then().statusCode(204);
        list(ALERTS + "/" + name).body("alerts[0].acked_by", nullValue());
        assertThat(names(list("/api/v1/audit", "target", name), "entries.action")).containsExactly("alert_unacknowledge",
                "alert_acknowledge");
        assertThat(names(list("/api/v1/audit", "target", name), "entries.details.source")).containsExactly("src", "src");
        list("/api/v1/audit", "target", name).body("entries.details.starts_at_us", everyItem(equalTo(T)));
    }

    @Test
    default void aPersonIsErasedFromAcknowledgementsAndSilences() {
        String name = name();
        String person = "p" + name;
        long alert = alert("src", name, name, "Aa", true, T);
        episode(alert, T, null);
        execute("insert into alert_acknowledgements (alert_id, starts_at_us, acked_at_us, acked_by, comment)"
                + " values (?, ?, ?, ?, ?)", alert, T, T + SECOND, person, "it is " + person);
        silence(name, T, T + SECOND, person);
        execute("insert into events (fingerprint, type, payload, created_at_us) values (?, 'alert.acknowledged', "
                + (driver().equals("sqlite") ? "?" : "cast(? as json_object_text)") + ", ?)", name,
                "{\"source\": \"src\", \"acked_by\": \"" + person + "\"}", System.currentTimeMillis() * 1000);
        Map<String, Object> match = Map.of("author", person);

        for (boolean dryRun : List.of(true, false)) {
            Api.json(Map.of("match", match, "mode", "redact", "dry_run", dryRun)).post(EraseHttpContract.ERASE).then()
                    .statusCode(200).body("acknowledgements", equalTo(1), "silences", equalTo(1), "alerts", equalTo(0));
            list(ALERTS + "/" + name).body("alerts[0].acked_by", equalTo(dryRun ? person : "[erased]"),
                    "alerts[0].acked_at_us", equalTo(T + SECOND));
        }
        list(ALERTS + "/" + name).body("alerts[0].ack_comment", nullValue());
        // Nothing is left to delete of them.
        assertThat(execute("delete from events where fingerprint = ?", name)).isZero();
        Api.json(Map.of("match", match, "mode", "delete")).post(EraseHttpContract.ERASE).then().statusCode(200)
                .body("acknowledgements", equalTo(0), "silences", equalTo(0));
    }

    /** A webhook without endsAt is repeated as often as its receiver is told. */
    @Test
    default void anEndWithoutATimeStaysWhereItWasFirst() {
        String name = name();
        Map<String, Object> alert = new HashMap<>(Map.of("status", "firing", "fingerprint", name, "startsAt",
                "2026-01-01T00:00:00Z", "labels", Map.of("alertname", "A")));
        List<Long> ends = new ArrayList<>();
        for (String status : List.of("firing", "resolved", "resolved", "resolved")) {
            alert.put("status", status);
            Api.json(Map.of("version", "4", "receiver", "team" + ends.size(), "groupKey", name, "alerts", List.of(alert)))
                    .post(Api.WEBHOOK).then().statusCode(200);
            JsonPath episodes = list(ALERTS + "/" + name + "/episodes").body("episodes", hasSize(1)).extract().jsonPath();
            Object end = episodes.get("episodes[0].ends_at_us");
            if (end != null) {
                ends.add((Long) end);
            }
        }
        assertThat(ends).hasSize(3);
        assertThat(ends.stream().distinct()).hasSize(1);
    }

    @Test
    default void onlyOneAlertThatFiresIsAcknowledged() {
        String name = name();
        long alert = alert("one", name, name, "Aa", false, T);
        episode(alert, T, T + 1);
        String path = ALERTS + "/" + name + "/ack";
        given().contentType("application/json").body(Map.of()).post(path).then().statusCode(409).body("type",
                equalTo("urn:alert-history:problem:alert_not_firing"));
        when().delete(path).then().statusCode(409);
        episode(alert("two", name, name, "Aa", true, T), T, null);
        given().contentType("application/json").body(Map.of()).post(path).then().statusCode(409)
                .body("type", equalTo("urn:alert-history:problem:ambiguous_alert"), "detail", containsString("source"));
        given().contentType("application/json").queryParam("source", "two").body(Map.of()).post(path).then().statusCode(200)
                .body("comment", nullValue(), "acked_at_us", notNullValue());
        given().contentType("application/json").body(Map.of()).post(ALERTS + "/" + name() + "/ack").then().statusCode(404);
        given().contentType("application/json").body(Map.of("comment", "x".repeat(1001))).queryParam("source", "two").post(path)
                .then().statusCode(422);
    }

    @Test
    default void notificationsAreListedTheNewestFirst() {
        String name = name();
        long alert = alert("src", name, name, "Aa", true, T);
        episode(alert, T, null);
        notification(name + "1", name, T + 1, alert, T, 1);
        notification(name + "2", name, T + 2, alert, T, 1);
        notification(name + "3", name, T + 3, alert, T, 2);

        JsonPath first = list(NOTIFICATIONS, "receiver", name, "page_size", "2").statusCode(200)
                .body("notifications.notification_id", contains(name + "3", name + "2"), "notifications[0].at_us",
                        equalTo(T + 3), "notifications[0].reason", equalTo("first notification"), "notifications[0].firing",
                        equalTo(1), "notifications[0].instance", equalTo("am-1"))
                .extract().jsonPath();
        list(NOTIFICATIONS, "receiver", name, "page_size", "2", "cursor", first.getString("pagination.next_cursor"))
                .statusCode(200).body("notifications.notification_id", contains(name + "1"), "pagination.next_cursor",
                        nullValue());
        list(NOTIFICATIONS, "receiver", name, "from", String.valueOf(T + 2), "to", String.valueOf(T + 3), "source", "src")
                .body("notifications.notification_id", contains(name + "2"));
        list(NOTIFICATIONS, "receiver", name, "source", "").body("notifications", empty());
        notification(name + "4", "other", T + 4, alert, T, 1);
        notification(name + "5", "muted", T + 5, alert, T, 3);
        JsonPath told = list(NOTIFICATIONS, "fingerprint", name, "source", "src", "page_size", "3").statusCode(200)
                .body("notifications.notification_id", contains(name + "4", name + "3", name + "2")).extract().jsonPath();
        list(NOTIFICATIONS, "fingerprint", name, "source", "src", "page_size", "3", "cursor",
                told.getString("pagination.next_cursor")).statusCode(200)
                .body("notifications.notification_id", contains(name + "1"), "pagination.next_cursor", nullValue());
        list(NOTIFICATIONS, "fingerprint", name, "receiver", "other").body("notifications.notification_id",
                contains(name + "4"));
        list(NOTIFICATIONS, "fingerprint", "x" + name).statusCode(200).body("notifications", empty());
    }
}
