package io.alerthistory.http.page.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.SilenceView;
import io.alerthistory.http.page.alert.AlertListView.Choice;
import io.alerthistory.http.page.alert.AlertListView.Group;
import io.alerthistory.http.page.alert.AlertListView.Step;
import io.alerthistory.http.page.alert.AlertRows.Labelled;
import io.alerthistory.json.JsonText;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.time.Micros;

class AlertListBuilderTest {

    private static final long NOW = Micros.of(Instant.parse("2026-11-30T12:00:00Z"));
    private static final String INHIBITOR = "0123456789abcdef";
    private static final long MINUTE = 60_000_000;

    private static Labelled row(String query, String name, @Nullable String severity, String team, boolean isOperator) {
        return row(query, name, severity, team, isOperator, NOW);
    }

    private static Labelled row(String query, String name, @Nullable String severity, String team, boolean isOperator,
            long shownUs) {
        return new AlertRows(address(query),
                Map.of(new AlertKey("", "f" + name),
                        new AlertInvestigation(new AlertKey("", "f" + name), "s", SessionStatus.COMPLETED, NOW)),
                Set.of(new AlertKey("", "fA")), Map.of(INHIBITOR, "Node"), isOperator, shownUs)
                .of(new ActiveEpisodeView("f" + name, "", new JsonText("{\"alertname\":\"" + name + "\",\"team\":\"" + team
                        + "\"}"), name, severity, NOW - 3 * MINUTE, null, null, NOW, 5, null, List.of("a", "b", "c", "d"), null,
                        null,
                        new JsonText("{\"summary\":\"It is \\u003cb\\u003eslow\"}"),
                        List.of("ec48cdfe-fd14-45cf-93ff-724e3007142e", "x"),
                        List.of(new SilenceView("ec48cdfe-fd14-45cf-93ff-724e3007142e", null, null, null),
                                new SilenceView("x", "jo", "<i>disks", 1L)),
                        List.of("a->b|" + INHIBITOR)));
    }

    private static AlertAddress address(String query) {
        Map<String, List<String>> parameters = new java.util.HashMap<>();
        for (String pair : query.isEmpty() ? new String[0] : query.split("&")) {
            parameters.merge(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)),
                    (one, other) -> java.util.stream.Stream.concat(one.stream(), other.stream()).toList());
        }
        return AlertAddress.of(parameters);
    }

    private static List<Group> firing(String query, Labelled... rows) {
        return new AlertListBuilder(address(query), NOW).firing(List.of(rows), null, false, true).groups();
    }

    @Test
    void theWorstAlertsComeFirst() {
        List<Group> groups = firing("", row("", "A", "info", "x", false), row("", "B", null, "x", false),
                row("", "C", "critical", "y", false), row("", "D", "warning", "y", false));

        assertThat(groups).hasSize(1);
        assertThat(groups.get(0).rows()).extracting(AlertRow::name).containsExactly("C", "D", "A", "B");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "label.team; team: y,team: x", "severity; severity: none",
            "alertname; alertname: C,alertname: A" })
    void alertsAreGroupedByALabel(String by, String titles) {
        List<Group> groups = firing("group_by=" + by, row("", "A", "info", "x", false), row("", "C", "critical", "y", false));

        assertThat(groups).extracting(Group::title).containsExactly(titles.split(","));
    }

    @Test
    void aRowHasWhatIsKnown() {
        AlertRow row = row("severity=critical", "A", "critical", "x", true).row();

        assertThat(row.address()).isEqualTo("/alerts/fA");
        assertThat(row.labels()).containsExactly(
                new AlertRow.Label("team", "x", "/alerts?filter=team%3D%22x%22&severity=critical"));
        assertThat(row.summary().parts()).extracting(part -> part.text()).containsExactly("It is <b>slow");
        assertThat(row.held()).containsExactly(
                new AlertRow.Held("Silenced", List.of(new AlertRow.Reference("ec48cdfe…", null)), ""),
                new AlertRow.Held("Silenced", List.of(new AlertRow.Reference("jo", null)), "<i>disks"),
                new AlertRow.Held("Inhibited", List.of(new AlertRow.Reference("Node", "/alerts/" + INHIBITOR)), ""));
        assertThat(row.told()).isEqualTo("told 5 times: a, b, c and 1 more");
        assertThat(row.flapping()).isTrue();
        assertThat(row("", "B", "critical", "x", true).row().flapping()).isFalse();
        assertThat(row.times().duration()).isEqualTo("3 min");
        assertThat(row.investigation()).isEqualTo(new AlertRow.Investigated("/sessions/s", "completed", "Completed"));
        assertThat(row.action()).isEqualTo(new AlertRow.Action("/alerts/fA/ack?source=", "Acknowledge"));
    }

    @Test
    void nobodyAcknowledgesWhoMayNotOrInThePast() {
        assertThat(row("", "A", null, "x", false).row().action()).isNull();
        assertThat(row("at=2026-11-30T11:59:00Z", "A", null, "x", true).row().action()).isNull();
    }

    /** An investigation that began later was not there yet. */
    @Test
    void anInstantOfThePastIsShownAsItWas() {
        AlertRow row = row("at=2026-11-30T11:59:00Z", "A", null, "x", true, NOW - MINUTE).row();
        assertThat(row.times().duration()).isEqualTo("2 min");
        assertThat(row.times().runningSinceUs()).isNull();
        assertThat(row.investigation()).isNull();
    }

    @Test
    void theSliderHasLinksToEarlierAndLater() {
        AlertListView.Time time = view("severity=info&at=2026-11-30T11:30:00Z").time();

        assertThat(time.field()).isEqualTo("2026-11-30T11:30");
        assertThat(view("at=2026-11-30T11:30:05Z").time().field()).isEqualTo("2026-11-30T11:30:05");
        assertThat(time.base()).isEqualTo("/alerts?severity=info");
        assertThat(time.earlier()).containsExactly(
                new Step("← 1 h", "/alerts?at=2026-11-30T10%3A30%3A00Z&severity=info"),
                new Step("← 10 min", "/alerts?at=2026-11-30T11%3A20%3A00Z&severity=info"));
        assertThat(time.later()).containsExactly(
                new Step("10 min →", "/alerts?at=2026-11-30T11%3A40%3A00Z&severity=info"));
        assertThat(view("").time().later()).isEmpty();
        assertThat(view("at=2026-12-01T00:00:00Z").time().note()).contains("has not come yet");
    }

    @Test
    void theFormKeepsWhatIsChosen() {
        AlertListView view = view("filter=a=b,c&filter=d=~e&label=f=g&state=firing&severity=odd&group_by=label.x");

        assertThat(view.filters().matchers()).isEqualTo("a=\"b,c\", d=~e, f=\"g\"");
        assertThat(chosen(view.filters().states())).isEqualTo("firing");
        assertThat(chosen(view.filters().severities())).isEqualTo("odd");
        assertThat(chosen(view.filters().groups())).isEqualTo("label.x");
        assertThat(view.chips()).extracting(AlertListView.Chip::label).containsExactly("State: firing", "Severity: odd",
                "a=b,c",
                "d=~e", "f=g");
        assertThat(view.isEmptyHistory()).isFalse();
        assertThat(view("").isEmptyHistory()).isTrue();
    }

    @Test
    void theListLeadsToTheNoisiestOfTheWeek() {
        assertThat(view("state=firing").noisiest()).isEqualTo("/statistics?from=2026-11-24&sort_by=notified");
    }

    private static String chosen(List<Choice> choices) {
        return choices.stream().filter(Choice::chosen).findFirst().orElseThrow().value();
    }

    private static AlertListView view(String query) {
        return new AlertListBuilder(address(query), NOW).view(List.of(), List.of(), null, null, true);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", value = { "1796040000000000, 1796040000000000",
            "2026-11-30T12:00:00+00:00, 1796040000000000",
            "yesterday, null", "-1, null", "'', null", "99999999999999999999, null" })
    void anInstantIsOneOfTheApi(String text, @Nullable Long us) {
        assertThat(AlertListBuilder.instantUs(text)).isEqualTo(us);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "matchers={a=b, c!=d}&state=firing|/alerts?filter=a%3Db&filter=c%21%3Dd&state=firing",
            "matchers=&filter=a=b|/alerts",
            "time=2026-11-30T08:15&severity=info|/alerts?at=2026-11-30T08%3A15%3A00Z&severity=info",
            "time=&at=2026-11-30T08:15:00Z|/alerts" })
    void aFormBecomesAnAddressOfTheApi(String query, String address) {
        Map<String, List<String>> fields = new java.util.HashMap<>();
        for (String pair : query.split("&")) {
            fields.put(pair.substring(0, pair.indexOf('=')), List.of(pair.substring(pair.indexOf('=') + 1)));
        }
        AlertForm form = new AlertForm(fields);
        assertThat(form.isSent()).isTrue();
        assertThat(form.address()).hasToString(address);
    }
}
