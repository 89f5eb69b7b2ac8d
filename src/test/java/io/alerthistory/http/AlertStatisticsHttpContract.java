package io.alerthistory.http;

import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.json.JsonText;
import io.alerthistory.maintenance.AlertRollup;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;
import io.quarkus.arc.Arc;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;

/** Figures of alerts. Every test has a source of its own. */
interface AlertStatisticsHttpContract {

    String STATISTICS = "/api/v1/alerts/statistics";
    String HEATMAP = "/api/v1/alerts/heatmap";

    long SECOND = 1_000_000;
    long MINUTE = 60 * SECOND;
    long HOUR = 60 * MINUTE;
    long DAY = 24 * HOUR;

    Connection database() throws SQLException;

    private static long now() {
        return Micros.now(Clock.systemUTC());
    }

    /** A day in UTC, some days ago. */
    private static long day(int ago) {
        return Math.floorDiv(now(), DAY) * DAY - ago * DAY;
    }

    private static ReportedAlert alert(String source, String name, String instance) {
        return new ReportedAlert(new AlertKey(source, source.substring(0, 8) + name.substring(0, 1) + instance),
                new TreeMap<>(Map.of("alertname", name, "severity", "critical", "team", name.substring(0, 1), "instance",
                        instance, "owner", source + name)),
                null, null);
    }

    private static void record(AlertFacts facts) {
        Await.on(() -> Arc.container().instance(EpisodeStore.class).get().record(facts, now()));
    }

    private static void record(ReportedAlert alert, ReportedStart... starts) {
        record(AlertFacts.of(List.of(starts).stream().map(start -> new EpisodeReport(alert, start)).toList()));
    }

    private static ReportedStart ended(long from, long to) {
        return ReportedStart.ended(from, to, now());
    }

    private static void rollUp() {
        Await.on(() -> Arc.container().instance(AlertRollup.class).get().run());
    }

    /** Two rules on a day: three episodes and a noisy one of A, one of B. */
    private static String recorded(long day) {
        String source = Samples.id();
        ReportedAlert first = alert(source, "Apple", "1");
        ReportedAlert second = alert(source, "Apple", "2");
        record(first, ended(day + 10 * HOUR, day + 10 * HOUR + 2 * MINUTE),
                ended(day + 10 * HOUR + 30 * MINUTE, day + 10 * HOUR + 40 * MINUTE),
                ReportedStart.seen(day + 11 * HOUR, day + 11 * HOUR, now()));
        record(new AlertFacts(List.of(new EpisodeReport(second, ended(day + 10 * HOUR, day + 10 * HOUR + MINUTE))),
                List.of(new Notification(Samples.id(), false, day + 10 * HOUR + 1, source, "{}", "pager", "webhook", 0, null, 0,
                        null, List.of(
                                new Notification.Notified(second.key(), day + 10 * HOUR, Notification.State.FIRING)))),
                List.of(), List.of()));
        record(alert(source, "Banana", "3"), ended(day + 12 * HOUR, day + 13 * HOUR));
        rollUp();
        return source;
    }

    private static ValidatableResponse read(String path, Object... parameters) {
        var request = given();
        for (int i = 0; i < parameters.length; i += 2) {
            request = request.queryParam(parameters[i].toString(), parameters[i + 1]);
        }
        return request.get(path).then();
    }

    @Test
    default void tellsTheFiguresOfRules() {
        long day = day(10);
        String source = recorded(day);

        read(STATISTICS, "source", source, "from", day, "to", day + DAY).statusCode(200)
                .body("statistics.key", contains("Apple", "Banana"))
                .body("statistics.episodes", contains(4, 1))
                .body("statistics.told_ends", contains(3, 1))
                .body("statistics.open", contains(1, 0))
                .body("statistics.assumed", contains(0, 0))
                .body("statistics.mttr_seconds", contains(260.0f, 3_600.0f))
                .body("statistics.p50_seconds", contains(120, 3_600))
                .body("statistics.p90_seconds", contains(600, 3_600))
                .body("statistics.mtta_seconds", contains(nullValue(), nullValue()))
                .body("statistics.ack_rate", contains(0.0f, 0.0f))
                .body("statistics[0].refire_rate", equalTo(2.0f / 3))
                .body("statistics.flapping", contains(1, 0))
                .body("statistics.notified", contains(1, 0))
                .body("statistics.noise", contains(1.0f, null))
                .body("statistics[0].previous.episodes", equalTo(0))
                .body("statistics[0].previous.mttr_seconds", nullValue())
                .body("parameters.from_us", equalTo(day), "parameters.to_us", equalTo(day + DAY))
                .body("parameters.previous_from_us", equalTo(day - DAY), "parameters.tz", equalTo("UTC"))
                .body("parameters.group_by", equalTo("alertname"), "parameters.refire_within_seconds", equalTo(86_400))
                .body("parameters.flapping_transitions", equalTo(4), "parameters.noise_within_seconds", equalTo(300))
                .body("pagination.total_items", equalTo(2), "pagination.next_cursor", nullValue());
        read(STATISTICS, "source", source, "from", day + DAY, "to", day + 2 * DAY).body("statistics", empty());
        read(STATISTICS, "source", source, "from", day - DAY, "to", day + 3 * DAY, "sort_by", "firing_seconds")
                .body("statistics.episodes", contains(4, 1));
    }

    @Test
    default void theWindowBeforeIsBesideIt() {
        long day = day(10);
        String source = recorded(day);
        record(alert(source, "Apple", "1"), ended(day + DAY + HOUR, day + DAY + 2 * HOUR));
        rollUp();

        read(STATISTICS, "source", source, "from", day + DAY, "to", day + 2 * DAY)
                .body("statistics.key", contains("Apple"))
                .body("statistics[0].episodes", equalTo(1), "statistics[0].previous.episodes", equalTo(4))
                .body("statistics[0].previous.p50_seconds", equalTo(120), "statistics[0].previous.flapping", equalTo(1));
    }

    /** The episode that went on is closed by the one that starts behind it, so it has an end without a report. */
    @Test
    default void partsOfDaysAreAsExactAsDays() {
        long day = day(10);
        String source = recorded(day);
        long from = day + 10 * HOUR + 15 * MINUTE;

        read(STATISTICS, "source", source, "from", from, "to", day + DAY)
                .body("statistics.episodes", contains(2, 1), "statistics.told_ends", contains(1, 1))
                .body("statistics[0].refire_rate", equalTo(2.0f), "statistics[0].flapping", equalTo(1))
                .body("statistics[0].previous.episodes", equalTo(2));
        read(STATISTICS, "source", source, "from", day - 5 * HOUR, "to", day + 30 * HOUR)
                .body("statistics.episodes", contains(4, 1), "statistics.p90_seconds", contains(600, 3_600));
    }

    @ParameterizedTest
    @CsvSource({ "severity,critical", "source,", "label.team,A;B", "label.instance,1;3;2", "label.none,''" })
    default void groupsByWhatIsAsked(String groupBy, String keys) {
        long day = day(10);
        String source = recorded(day);
        String expected = keys == null ? source : keys;

        JsonPath page = read(STATISTICS, "source", source, "from", day, "to", day + DAY, "group_by", groupBy).statusCode(200)
                .extract().jsonPath();

        assertThat(String.join(";", page.getList("statistics.key", String.class))).isEqualTo(expected);
        assertThat(page.getList("statistics.episodes", Integer.class).stream().mapToInt(Integer::intValue).sum()).isEqualTo(5);
    }

    @Test
    default void filtersAsAlertsAreFiltered() {
        long day = day(10);
        String source = recorded(day);
        for (List<String> filter : List.of(List.of("label", "team=A"), List.of("filter", "alertname=~\"App.*\""),
                List.of("filter", "team!=B"), List.of("alertname", "Apple"))) {
            read(STATISTICS, "source", source, "from", day, "to", day + DAY, filter.get(0), filter.get(1)).statusCode(200)
                    .body("statistics.key", contains("Apple")).body("statistics[0].p50_seconds", equalTo(120));
        }
        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "severity", "none").body("statistics", empty());
    }

    @Test
    default void pagesGoOnWhereTheyEnded() {
        long day = day(10);
        String source = recorded(day);
        ValidatableResponse first = read(STATISTICS, "source", source, "from", day, "to", day + DAY, "sort_by", "noise",
                "page_size", 1).body("statistics.key", contains("Apple"));
        String cursor = first.extract().path("pagination.next_cursor");
        assertThat(first.extract().header("Link")).contains("sort_by=noise");

        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "sort_by", "noise", "page_size", 1, "cursor", cursor)
                .body("statistics.key", contains("Banana"), "pagination.next_cursor", nullValue());
        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "cursor", cursor).statusCode(400)
                .body("type", containsString("invalid_cursor"));
    }

    @Test
    default void isATableForASpreadsheet() {
        long day = day(10);
        String source = recorded(day);
        String table = given().accept("text/csv").queryParam("source", source).queryParam("from", day)
                .queryParam("to", day + DAY).queryParam("page_size", 1).get(STATISTICS).then().statusCode(200)
                .contentType(equalTo("text/csv;charset=UTF-8"))
                .header("Content-Disposition", equalTo("attachment; filename=\"statistics.csv\"")).extract().asString();
        // Apple fires, so its seconds grow.
        String same = read(STATISTICS, "source", source, "from", day, "to", day + DAY, "format", "csv").extract().asString();
        given().accept("text/csv").queryParam("format", "json").queryParam("source", source).get(STATISTICS).then()
                .contentType(startsWith("application/json"));
        given().queryParam("format", "xml").get(STATISTICS).then().statusCode(422);
        for (String rows : List.of(table, same)) {
            assertThat(rows.split("\r\n")).hasSize(3);
            assertThat(rows).startsWith("key,episodes,told_ends")
                    .contains("Banana,1,1,0,0,0,3600,3600.0,3600,3600,,0.0,0.0,0,,");
        }
    }

    @Test
    default void anAcknowledgementIsTheFirstHumanAct() {
        long day = day(10);
        String source = recorded(day);
        String fingerprint = alert(source, "Apple", "1").key().fingerprint();
        String address = "/api/v1/alerts/" + fingerprint + "/ack?source=" + source;
        json(Map.of()).post(address).then().statusCode(200);
        rollUp();
        ValidatableResponse acked = read(STATISTICS, "source", source, "from", day, "to", day + DAY)
                .body("statistics[0].ack_rate", equalTo(0.25f));
        assertThat(acked.extract().jsonPath().getDouble("statistics[0].mtta_seconds")).isGreaterThan(86_400);

        given().delete(address).then().statusCode(204);
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics[0].ack_rate", equalTo(0.0f));
    }

    /** A session of the episode of Banana. */
    private static String investigated(String source, long day, String status) {
        return investigated(source, day, status, day + 12 * HOUR);
    }

    private static String investigated(String source, long day, String status, long startUs) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.putAll(Map.of("status", status.equals("pending") ? status : "in_progress", "started_at_us",
                day + 12 * HOUR + MINUTE, "alert_ref", Map.of("fingerprint", alert(source, "Banana", "3").key().fingerprint(),
                        "source", source, "starts_at", startUs)));
        json(body).post(Api.SESSIONS).then().statusCode(201);
        if (status.equals("completed") || status.equals("paused")) {
            Api.patch(id, Map.of("status", status)).then().statusCode(200);
        }
        return id;
    }

    private static void review(String id, String action) {
        json(Map.of("session_ids", List.of(id), "action", action)).patch(Api.SESSIONS + "/review").then().statusCode(200)
                .body("results[0].result", equalTo("changed"));
    }

    private static void actIn(String id, String act) {
        switch (act) {
            case "claim" -> review(id, act);
            case "complete" -> json(Map.of("session_ids", List.of(id), "action", act, "rating", "accurate"))
                    .patch(Api.SESSIONS + "/review").then().statusCode(200);
            case "message" -> {
                String chat = given().post("/api/v1/sessions/" + id + "/chat").then().extract().path("chat_id");
                json(Map.of("content", "why?")).post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200);
            }
            default -> given().post(Api.SESSIONS + "/" + id + "/" + act).then().statusCode(200);
        }
    }

    @ParameterizedTest
    @CsvSource({ "completed,claim", "completed,complete", "completed,message", "in_progress,cancel", "pending,cancel",
            "paused,cancel", "paused,resume" })
    default void whatAPersonDoesInASessionIsAHumanAct(String status, String act) {
        long day = day(10);
        String source = recorded(day);
        String id = investigated(source, day, status);
        investigated(source, day, "completed"); // in which nobody does anything
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.ack_rate", contains(0.0f, 0.0f));

        actIn(id, act);
        rollUp();

        for (long from : List.of(day, day + HOUR)) { // of the sums of days, and of the episodes
            ValidatableResponse acted = read(STATISTICS, "source", source, "from", from, "to", day + DAY)
                    .body("statistics.key", contains("Apple", "Banana"))
                    .body("statistics.ack_rate", contains(0.0f, 1.0f));
            assertThat(acted.extract().jsonPath().getDouble("statistics[1].mtta_seconds")).isGreaterThan(86_400);
        }
    }

    @Test
    default void whoGivesAReviewBackHasDoneNothing() {
        long day = day(10);
        String source = recorded(day);
        String id = investigated(source, day, "completed");
        review(id, "claim");
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.ack_rate", contains(0.0f, 1.0f));

        review(id, "unclaim");
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.ack_rate", contains(0.0f, 0.0f));
    }

    /** A redacted session keeps its times; of a deleted one nothing is left. */
    @Test
    default void anErasedSessionHasNoAct() {
        long day = day(10);
        String source = recorded(day);
        String id = investigated(source, day, "completed");
        review(id, "claim");
        for (String mode : List.of("redact", "delete")) {
            json(Map.of("match", Map.of("session_ids", List.of(id)), "mode", mode)).post(EraseHttpContract.ERASE).then()
                    .statusCode(200);
            rollUp();
            read(STATISTICS, "source", source, "from", day, "to", day + DAY)
                    .body("statistics.ack_rate", contains(0.0f, mode.equals("redact") ? 1.0f : 0.0f));
        }
    }

    /** The session belongs to the last episode that starts at its starts_at or before. */
    @Test
    default void anActBelongsToTheEpisodeOfTheSession() {
        long day = day(10);
        String source = recorded(day);
        ReportedAlert alert = alert(source, "Banana", "3");
        record(alert, ended(day + 15 * HOUR, day + 16 * HOUR), ended(day + 17 * HOUR, day + 18 * HOUR));
        review(investigated(source, day, "completed", day + 16 * HOUR + 1), "claim");
        rollUp();

        read(STATISTICS, "source", source, "alertname", "Banana", "from", day + 15 * HOUR, "to", day + 17 * HOUR)
                .body("statistics.episodes", contains(1), "statistics.ack_rate", contains(1.0f));
        read(STATISTICS, "source", source, "alertname", "Banana", "from", day, "to", day + DAY)
                .body("statistics.episodes", contains(3), "statistics.ack_rate", contains(1.0f / 3));
    }

    @Test
    default void aSilenceSuppressesAndAnswers() {
        long day = day(10);
        String source = recorded(day);
        String silence = Samples.id();
        record(new AlertFacts(List.of(), List.of(), List.of(new Silence(source, silence, day, day + 12 * HOUR + 15 * MINUTE,
                day + 12 * HOUR + 30 * MINUTE, new JsonText("[]"), "someone", "", false)),
                List.of(new Suppression(alert(source, "Banana", "3"), Suppression.Kind.SILENCED, silence,
                        day + 12 * HOUR + 20 * MINUTE))));
        rollUp();

        read(STATISTICS, "source", source, "from", day, "to", day + DAY)
                .body("statistics.suppressed", contains(0.0f, 0.25f))
                .body("statistics[1].ack_rate", equalTo(1.0f), "statistics[1].mtta_seconds", equalTo(900.0f));
        read(STATISTICS, "source", source, "alertname", "Banana", "from", day + 12 * HOUR, "to", day + 13 * HOUR)
                .body("statistics.suppressed", contains(0.25f));
        String other = recorded(day); // whose sender tells of no silences
        for (String groupBy : List.of("alertname", "label.team")) {
            read(STATISTICS, "source", other, "from", day, "to", day + DAY, "group_by", groupBy)
                    .body("statistics.suppressed", contains(nullValue(), nullValue()));
        }
        read(STATISTICS, "from", day, "to", day + DAY, "label", "owner=" + source + "Apple")
                .body("statistics.suppressed", contains(0.0f));
    }

    /** As a version before migration 19 leaves them, which does not know the time. */
    @Test
    default void sumsOfAnotherVersionAreCountedAndMadeAgain() throws SQLException {
        long day = day(10);
        String source = recorded(day);
        String silence = Samples.id();
        record(new AlertFacts(List.of(), List.of(), List.of(new Silence(source, silence, day, day + 12 * HOUR,
                day + 12 * HOUR + 30 * MINUTE, new JsonText("[]"), "someone", "", false)),
                List.of(new Suppression(alert(source, "Banana", "3"), Suppression.Kind.SILENCED, silence, day + 12 * HOUR))));
        rollUp();
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("update alert_daily set suppressed_us = 0, unsettled = 1 where alert_id in ("
                    + "select alert_id from alerts where source = '" + source + "')");
            statement.executeUpdate("update alert_rule_daily set suppressed_us = 0, unsettled = null where source = '" + source
                    + "'");
        }
        read(STATISTICS, "source", source, "alertname", "Banana", "from", day, "to", day + DAY)
                .body("statistics.suppressed", contains(0.5f));

        record(alert(source, "Banana", "4"), ended(day + 14 * HOUR, day + 15 * HOUR));
        rollUp();
        read(STATISTICS, "source", source, "alertname", "Banana", "from", day, "to", day + DAY)
                .body("statistics.suppressed", contains(0.25f));
        assertThat(sums("alert_rule_daily r where r.source", "r.alertname", source)).hasSize(2).isEqualTo(
                sums("alert_daily r join alerts a on a.alert_id = r.alert_id where a.source", "a.alertname", source));
    }

    /** Stored sums have no time that changes with the clock. Parts of days are counted without them. */
    @Test
    default void aSilenceOfWhatFiresIsAShareOfItsTimeUpToNow() {
        long day = day(10);
        String source = recorded(day);
        String silence = Samples.id();
        record(new AlertFacts(List.of(), List.of(), List.of(new Silence(source, silence, day, day + 11 * HOUR,
                day + 3 * DAY, new JsonText("[]"), "someone", "", false)),
                List.of(new Suppression(alert(source, "Apple", "1"), Suppression.Kind.SILENCED, silence, day + 12 * HOUR))));
        rollUp();

        double expected = (3.0 * DAY - 11 * HOUR) / (now() - day - 11 * HOUR + 13 * MINUTE);
        for (long from : List.of(day, day + HOUR)) {
            float share = read(STATISTICS, "source", source, "alertname", "Apple", "from", from, "to", from + DAY)
                    .extract().path("statistics[0].suppressed");
            assertThat((double) share).as("from %s", from).isCloseTo(expected, within(0.001));
        }
    }

    @Test
    default void aLongSeverityIsCut() throws SQLException {
        long day = day(10);
        String source = Samples.id();
        // An index cannot hold random characters.
        String severity = Stream.generate(Samples::id).limit(300).collect(Collectors.joining());
        ReportedAlert alert = new ReportedAlert(new AlertKey(source, "long"), new TreeMap<>(Map.of("alertname", "Long",
                "severity", severity, "owner", source)), null, null);
        record(alert, ended(day + HOUR, day + 2 * HOUR));
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "group_by", "severity")
                .body("statistics.key", contains(severity.substring(0, 255)));

        try (Connection connection = database();
                PreparedStatement statement = connection.prepareStatement(
                        "update alerts set severity = ? where source = ?")) {
            statement.setString(1, severity);
            statement.setString(2, source);
            assertThat(statement.executeUpdate()).isOne();
        }
        record(alert, ended(day + 3 * HOUR, day + 4 * HOUR));
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.episodes", contains(2));

        json(Map.of("match", Map.of("label", Map.of("name", "owner", "value", source)), "mode", "delete", "dry_run", false))
                .post(EraseHttpContract.ERASE).then().statusCode(200).body("alerts", equalTo(1));
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics", empty());
    }

    @ParameterizedTest
    @ValueSource(strings = { "$x", "$", "[0]", "a.b", "\"", "a\"b", "#-1" })
    default void groupsByALabelWhateverItsName(String label) {
        long day = day(10);
        String source = Samples.id();
        record(new ReportedAlert(new AlertKey(source, "odd"), new TreeMap<>(Map.of("alertname", "Odd", label, "value")), null,
                null), ended(day + HOUR, day + 2 * HOUR));
        rollUp();
        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "group_by", "label." + label).statusCode(200)
                .body("statistics.key", contains("value"), "statistics.p50_seconds", contains(3_600));
    }

    /** Its last start is 10 minutes ago; somebody was told of it after a minute, and an agent took it up after two. */
    @Test
    default void oneAlertHasFiguresOfItsOwn() {
        long now = now();
        String source = Samples.id();
        ReportedAlert alert = alert(source, "Apple", "1");
        long last = now - 10 * MINUTE;
        record(new AlertFacts(
                List.of(new EpisodeReport(alert, ended(now - 50 * MINUTE, now - 40 * MINUTE)),
                        new EpisodeReport(alert, ended(now - 30 * MINUTE, now - 20 * MINUTE)),
                        new EpisodeReport(alert, ReportedStart.seen(last, last, now))),
                Stream.of(5, 1).map(minutes -> new Notification(Samples.id(), false, last + minutes * MINUTE, source, "{}",
                        "pager", "webhook", 0, null, 0, null,
                        List.of(new Notification.Notified(alert.key(), last, Notification.State.FIRING)))).toList(),
                List.of(), List.of()));
        for (int minutes : List.of(3, 2)) {
            Map<String, Object> session = Api.session(Samples.id());
            session.putAll(Map.of("status", "in_progress", "started_at_us", last + minutes * MINUTE, "alert_ref",
                    Map.of("fingerprint", alert.key().fingerprint(), "source", source, "starts_at", last)));
            json(session).post(Api.SESSIONS).then().statusCode(201);
        }
        Map<String, Object> waiting = Api.session(Samples.id());
        waiting.putAll(Map.of("status", "pending", "started_at_us", last + MINUTE, "alert_ref",
                Map.of("fingerprint", alert.key().fingerprint(), "source", source, "starts_at", last)));
        json(waiting).post(Api.SESSIONS).then().statusCode(201);

        read("/api/v1/alerts/" + alert.key().fingerprint()).statusCode(200)
                .body("figures", hasSize(1), "figures[0].source", equalTo(source))
                .body("figures[0].flapping", equalTo(true), "figures[0].flap_score", equalTo(29.9f))
                .body("figures[0].mtbf_seconds", equalTo(600.0f), "figures[0].ttn_seconds", equalTo(60.0f))
                .body("figures[0].tti_seconds", equalTo(120.0f)).body("parameters.flap_score_transitions", equalTo(20));
        String page = given().accept("text/html").get("/alerts/" + alert.key().fingerprint()).then().statusCode(200).extract()
                .asString();
        assertThat(page).contains("<span class=\"state flapping\">Flapping</span>",
                "<dt>Flap score</dt><dd>29.9 of 100</dd>", "<dt>Between failures</dt><dd>10 min</dd>",
                "<dt>To a message</dt><dd>1 min</dd>", "<dt>To an investigation</dt><dd>2 min</dd>");
        String list = given().accept("text/html").queryParam("source", source).get("/alerts").then().statusCode(200)
                .extract().asString();
        assertThat(list).contains("<span class=\"state flapping\">Flapping</span>");
    }

    /** What began to flap has no figure of the machine: nobody was told, and nobody looked. */
    @Test
    default void oneAlertHasNoFiguresOfWhatDidNotHappen() {
        String source = recorded(day(10));
        read("/api/v1/alerts/" + alert(source, "Banana", "3").key().fingerprint()).statusCode(200)
                .body("figures[0].flapping", equalTo(false), "figures[0].flap_score", equalTo(0.0f))
                .body("figures[0].mtbf_seconds", nullValue(), "figures[0].ttn_seconds", nullValue())
                .body("figures[0].tti_seconds", nullValue());
        String list = given().accept("text/html").queryParam("source", source).get("/alerts").then().statusCode(200)
                .extract().asString();
        assertThat(list).doesNotContain("state flapping");
    }

    /** The fourth transition is the end, on a day on which nothing starts. */
    @Test
    default void flappingMayBeginWithAnEnd() {
        long midnight = day(9);
        String source = Samples.id();
        record(alert(source, "Apple", "1"), ended(midnight - 30 * MINUTE, midnight - 20 * MINUTE),
                ended(midnight - 10 * MINUTE, midnight + 10 * MINUTE));
        rollUp();
        read(STATISTICS, "source", source, "from", midnight - DAY, "to", midnight + DAY)
                .body("statistics.flapping", contains(1));
    }

    @Test
    default void countsStartsByDayAndHour() {
        long day = day(10);
        String source = recorded(day);
        JsonPath days = read(HEATMAP, "source", source, "by", "day", "from", day - DAY, "to", day + DAY).statusCode(200)
                .body("cells", hasSize(2)).extract().jsonPath();
        assertThat(days.getList("cells.episodes", Integer.class)).containsExactly(0, 5);

        for (String filter : List.of("alertname=~\".*\"", "severity=critical")) {
            JsonPath hours = read(HEATMAP, "source", source, "tz", "Asia/Kolkata", "from", day, "to", day + DAY, "filter",
                    filter)
                    .statusCode(200).body("cells", hasSize(168), "parameters.tz", equalTo("Asia/Kolkata")).extract().jsonPath();
            assertThat(hours.getList("cells.findAll { it.episodes > 0 }.hour", Integer.class)).containsExactly(15, 16, 17);
            assertThat(hours.getList("cells.findAll { it.episodes > 0 }.episodes", Integer.class)).containsExactly(2, 2, 1);
        }
        read(HEATMAP, "source", source).statusCode(200).body("cells.episodes.sum()", equalTo(5), "by", equalTo("hour_of_week"));
        read(HEATMAP, "source", source, "by", "day").statusCode(200).body("cells", hasSize(84));
    }

    @ParameterizedTest
    @CsvSource({ "statistics,group_by,team", "statistics,tz,Mars/Base", "statistics,tz,+05:30", "statistics,sort_by,size",
            "statistics,from,2100-01-01", "statistics,from,2026-02-30", "statistics,from,1970-01-01",
            "statistics,filter,team", "statistics,page_size,0", "heatmap,by,week", "heatmap,from,2020-01-01",
            "heatmap,tz,../etc" })
    default void refusesWhatItDoesNotKnow(String route, String parameter, String value) {
        read("/api/v1/alerts/" + route, parameter, value).statusCode(422)
                .body("errors.parameter", hasItem(parameter));
    }

    @Test
    default void aDateIsADayOfTheZone() {
        read(STATISTICS, "from", "2026-03-01", "to", "2026-03-02", "tz", "Asia/Kolkata").statusCode(200)
                .body("parameters.from_us", equalTo(1_772_303_400_000_000L), "parameters.to_us",
                        equalTo(1_772_389_800_000_000L));
    }

    @Test
    default void listsAlertsByWhatTheyDid() {
        long day = day(10);
        String source = recorded(day);
        for (List<String> sort : List.of(List.of("episodes", "1", "3", "2"), List.of("firing_seconds", "1", "3", "2"),
                List.of("starts_at_us", "3", "1", "2"))) {
            String cursor = null;
            for (String instance : sort.subList(1, 4)) {
                ValidatableResponse page = cursor == null
                        ? read("/api/v1/alerts", "source", source, "sort_by", sort.get(0), "page_size", 1)
                        : read("/api/v1/alerts", "source", source, "sort_by", sort.get(0), "page_size", 1, "cursor", cursor);
                page.statusCode(200).body("alerts.labels.instance", contains(instance));
                cursor = page.extract().path("pagination.next_cursor");
            }
            assertThat(cursor).isNull();
        }
        read("/api/v1/alerts", "source", source, "sort_by", "firing_seconds", "from", day + 10 * HOUR + MINUTE, "to",
                day + 12 * HOUR + 30 * MINUTE).body("alerts.labels.instance", contains("1", "3"))
                .body("alerts.firing_seconds", contains(60 + 600 + 5_400, 1_800), "alerts.episodes", contains(3, 1));
        read("/api/v1/alerts", "source", source, "from", now() + DAY).body("alerts.firing_seconds", contains(0));
        read("/api/v1/alerts", "sort_by", "name").statusCode(422).body("errors.parameter", hasItem("sort_by"));
    }

    @Test
    default void tellsWhichAlertsFlap() {
        String source = Samples.id();
        long now = now();
        record(alert(source, "Flapping", "1"), ended(now - 20 * MINUTE, now - 15 * MINUTE),
                ended(now - 10 * MINUTE, now - 5 * MINUTE));
        record(alert(source, "Steady", "2"), ended(now - 10 * MINUTE, now - 5 * MINUTE));
        read("/api/v1/alerts", "source", source, "sort_by", "episodes").body("alerts.flapping", contains(true, false));
    }

    @Test
    default void anAlertHasItsFigures() {
        long day = day(10);
        String source = recorded(day);
        when().get("/api/v1/alerts/" + alert(source, "Apple", "1").key().fingerprint()).then().statusCode(200)
                .body("statistics.key", contains(source), "statistics.episodes", contains(3))
                .body("statistics[0].p90_seconds", equalTo(600), "statistics[0].refire_rate", equalTo(1.0f))
                .body("parameters.noise_within_seconds", equalTo(300));
    }

    /** As after the migration: there are episodes, and nothing is marked. */
    /** Of rules only what changed is added and taken away. */
    @Test
    default void rulesAreTheSumsOfTheirAlerts() throws SQLException {
        long day = day(10);
        String source = recorded(day);
        Random random = new Random(7);
        for (int round = 0; round < 12; round++) {
            for (int i = 0; i < 4; i++) {
                long from = day + random.nextInt(60) * HOUR + random.nextInt(60) * MINUTE;
                record(alert(source, random.nextBoolean() ? "Apple" : "Cherry", "" + random.nextInt(4)), random.nextBoolean()
                        ? ended(from, from + random.nextInt(1, 2_000) * MINUTE)
                        : ReportedStart.seen(from, from, now()));
            }
            rollUp();
            assertThat(sums("alert_rule_daily r where r.source", "r.alertname", source)).hasSizeGreaterThan(1)
                    .isEqualTo(sums("alert_daily r join alerts a on a.alert_id = r.alert_id where a.source", "a.alertname",
                            source));
        }
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into alert_touched (day) select distinct day from alert_rule_daily where source = '"
                    + source + "'");
        }
        List<String> before = rows(source);
        rollUp();
        assertThat(rows(source)).isEqualTo(before);
    }

    /** As after an erasure of many days, of which one still waits while an alert of it changes. */
    @Test
    default void rulesOfADayThatWaitsAreMadeFromAllAlerts() throws SQLException {
        long day = day(12);
        String source = recorded(day);
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("delete from alert_rule_daily where source = '" + source + "'");
            for (int other = 1; other <= 30; other++) {
                statement.executeUpdate("insert into alert_touched (day) values (" + other + ")");
            }
        }
        record(alert(source, "Apple", "1"), ended(day + 20 * HOUR, day + 21 * HOUR));
        Await.on(() -> Arc.container().instance(RollupStore.class).get()
                .rollUp(new RollupDays(Integer.MIN_VALUE, Integer.MAX_VALUE), 500));

        assertThat(count("alert_touched where alert_id is null")).isPositive();
        assertThat(sums("alert_rule_daily r where r.source", "r.alertname", source)).hasSizeGreaterThan(1)
                .isEqualTo(
                        sums("alert_daily r join alerts a on a.alert_id = r.alert_id where a.source", "a.alertname", source));
        rollUp();
    }

    private List<String> sums(String days, String name, String source) throws SQLException {
        return texts("select r.day, " + name + ", sum(r.episodes), sum(r.told_ends), sum(r.open_episodes), sum(r.refires),"
                + " sum(r.flaps), sum(r.firing_us), sum(r.open_start_seconds), sum(r.ttr_us),"
                + " sum(r.suppressed_us), sum(r.unsettled) from " + days + " = '" + source
                + "' group by r.day, " + name + " order by r.day, " + name);
    }

    /** Durations and quarters are equal when they are summed up again altogether. */
    private List<String> rows(String source) throws SQLException {
        return texts("select day, alertname, severity, durations, quarters from alert_rule_daily where source = '" + source
                + "' order by day, alertname, severity");
    }

    private List<String> texts(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            while (result.next()) {
                StringBuilder row = new StringBuilder();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.append(result.getString(i)).append('|');
                }
                rows.add(row.toString());
            }
        }
        return rows;
    }

    @Test
    default void sumsUpWhatWasRecordedBefore() throws SQLException {
        long day = day(10);
        String source = recorded(day);
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            for (String table : List.of("alert_touched", "alert_rollup", "alert_daily", "alert_rule_daily")) {
                statement.executeUpdate("delete from " + table);
            }
        }
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics", empty());

        rollUp();

        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.episodes", contains(4, 1));
    }

    /** As after an erasure; few of these days are summed up at a time. */
    @Test
    default void sumsUpAllRulesOfManyDays() throws SQLException {
        int days = 25;
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            for (int day = 1; day <= days; day++) {
                statement.executeUpdate("insert into alert_touched (day) values (" + day + ")");
            }
        }
        rollUp();
        assertThat(count("alert_touched where alert_id is null and day <= " + days)).isZero();
    }

    @Test
    default void sumsAreDeletedAfterYears() throws SQLException {
        long day = day(10);
        String source = recorded(day);
        String sums = "episodes, told_ends, open_episodes, assumed_ends, refires, notified, acked, unanswered, flaps,"
                + " firing_us, open_start_seconds, ttr_us, tta_us, durations, quarters, suppressed_us, unsettled";
        String ofSource = " where alert_id in (select alert_id from alerts where source = '" + source + "')";
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.executeUpdate("insert into alert_daily select 100, alert_id, " + sums + " from alert_daily" + ofSource);
            statement.executeUpdate("insert into alert_rule_daily select 100, source, alertname, severity, " + sums
                    + " from alert_rule_daily where source = '" + source + "'");
        }
        RollupStore store = Arc.container().instance(RollupStore.class).get();
        while (Await.on(() -> store.prune(101, 1)) > 0) {
            // The next one.
        }
        assertThat(count("alert_daily where day = 100")).isZero();
        assertThat(count("alert_rule_daily where day = 100")).isZero();
        assertThat(count("alert_daily" + ofSource)).isEqualTo(3);
        assertThat(count("alert_rule_daily where source = '" + source + "'")).isEqualTo(2);
    }

    private long count(String from) throws SQLException {
        try (Connection connection = database();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + from)) {
            count.next();
            return count.getLong(1);
        }
    }

    @Test
    default void sumsOutliveTheirEpisodesAndEndWithAnErasure() {
        long day = day(390);
        String source = recorded(day);
        Await.on(() -> Arc.container().instance(EpisodeStore.class).get().deleteEnded(day + DAY, 1_000));
        read("/api/v1/alerts", "source", source, "sort_by", "episodes").body("alerts.episodes", contains(1, 0, 0));
        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.episodes", contains(4, 1))
                .body("statistics.p50_seconds", contains(120, 3_600));

        json(Map.of("match", Map.of("label", Map.of("name", "owner", "value", source + "Apple")), "mode", "delete", "dry_run",
                false))
                .post(EraseHttpContract.ERASE).then().statusCode(200).body("alerts", equalTo(2));
        rollUp();

        read(STATISTICS, "source", source, "from", day, "to", day + DAY).body("statistics.key", contains("Banana"));
        read(STATISTICS, "source", source, "from", day, "to", day + DAY, "group_by", "label.team")
                .body("statistics.key", contains("B"));
    }
}
