package io.alerthistory.http.page.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.episode.read.AlertDetailView;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.statistics.AlertFigures;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Hyperlink;
import io.alerthistory.http.page.MatcherText;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionRow;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.alert.AlertPageView.Actions;
import io.alerthistory.http.page.alert.AlertPageView.Fact;
import io.alerthistory.http.page.alert.AlertPageView.Facts;
import io.alerthistory.http.page.alert.AlertPageView.Head;
import io.alerthistory.http.page.alert.AlertPageView.Link;
import io.alerthistory.http.page.alert.AlertRow.State;
import io.alerthistory.http.page.alert.AlertRow.Times;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;

/** Makes the view of an alert. */
final class AlertPageBuilder {

    private static final int MAX_ROWS = 200;
    private static final int MAX_VALUE = 4_000;
    private static final double MS = 1_000;
    private static final String RUNBOOK = "runbook_url";

    /** What senders link to, with what the page calls it. */
    private static final Map<String, String> LINKS = new LinkedHashMap<>();
    static {
        LINKS.put("silenceURL", "Silence it");
        LINKS.put("dashboardURL", "Dashboard");
        LINKS.put("panelURL", "Panel");
        LINKS.put("generatorURL", "Rule");
    }

    private final AlertDetailView alert;
    private final AlertLink link;
    private final boolean isOperator;
    private final long nowUs;

    /** @param isOperator whether the caller may acknowledge */
    AlertPageBuilder(AlertDetailView alert, boolean isOperator, long nowUs) {
        this.alert = alert;
        this.isOperator = isOperator;
        this.nowUs = nowUs;
        link = new AlertLink(alert.fingerprint(), alert.source());
    }

    /** What an alert is called. */
    static String title(AlertDetailView alert) {
        return alert.alertname().isBlank() ? "Alert " + alert.fingerprint() : alert.alertname();
    }

    AlertPageView view(AlertReads.Content content, List<SessionRow> sessions) {
        Stories stories = new Stories(alert.source(), nowUs);
        List<EpisodeView> shown = content.page().episodes();
        String next = content.page().pagination().nextCursor();
        AlertAddress list = AlertAddress.all().with(AlertAddress.ALERTNAME, alert.alertname());
        return new AlertPageView(link.exactPage(), link.api(), list.toString(),
                head(shown.isEmpty() || !content.isFirst() ? List.of() : stories.held(shown.get(0), content.facts()),
                        content.figures().flapping()),
                actions(),
                figures(content.figures()),
                facts(),
                EpisodeStrip.of(content.recent(), content.hasMore(), nowUs,
                        shown.stream().map(EpisodeView::startsAtUs).collect(Collectors.toSet())),
                stories.of(shown, content.facts()), content.isFirst() ? null : link.exactPage() + "#timeline",
                next == null ? null : link.older(next), content.cut() ? "Only the first "
                        + Words.number(AlertReads.MAX_FACTS) + " facts of these episodes are shown." : "",
                sessions);
    }

    /** Without what cannot be measured. */
    private static List<Fact> figures(AlertFigures figures) {
        List<Fact> rows = new ArrayList<>();
        rows.add(new Fact("Flap score", String.format(Locale.ROOT, "%.1f of 100", figures.flapScore()), null, false));
        add("Between failures", figures.mtbfSeconds(), rows);
        add("To a message", figures.ttnSeconds(), rows);
        add("To an investigation", figures.ttiSeconds(), rows);
        return rows;
    }

    private static void add(String name, @Nullable Double seconds, List<Fact> rows) {
        if (seconds != null) {
            rows.add(new Fact(name, seconds == 0 ? "0 s" : Durations.of(Math.round(seconds * MS)), null, false));
        }
    }

    private Head head(List<AlertRow.Held> held, boolean flapping) {
        Long start = alert.startsAtUs();
        return new Head(title(alert), alert.fingerprint(), alert.source(), Severity.of(alert.severity()),
                alert.state() == AlertState.FIRING ? State.FIRING : State.RESOLVED, flapping,
                AlertRows.summary(alert.annotations()),
                start == null ? null : Times.of(start, alert.endsAtUs(), alert.endReason(), nowUs),
                Words.number(alert.episodes()), Moment.of(alert.firstSeenUs()), held,
                AlertRows.acknowledged(alert.ackedAtUs(), alert.ackedBy()),
                Objects.requireNonNullElse(alert.ackComment(), ""));
    }

    private Actions actions() {
        boolean may = isOperator && alert.state() == AlertState.FIRING;
        boolean acknowledged = alert.ackedAtUs() != null;
        List<Link> links = new ArrayList<>();
        link("Runbook", member(alert.annotations(), RUNBOOK), links);
        LINKS.forEach((name, label) -> link(label, member(alert.extra(), name), links));
        return new Actions(may && !acknowledged ? link.acknowledge() : null, may && acknowledged ? link.takeBack() : null,
                links,
                may + " " + acknowledged);
    }

    private static void link(String label, String text, List<Link> links) {
        String address = Hyperlink.of(text);
        if (address != null) {
            links.add(new Link(label, address));
        }
    }

    private static String member(@Nullable JsonText object, String name) {
        return object == null || !object.isObject() ? "" : object.tree().path(name).asText("");
    }

    private List<Facts> facts() {
        List<Facts> tables = new ArrayList<>();
        tables.add(table("Labels", alert.labels(), true));
        JsonText annotations = alert.annotations();
        if (annotations != null && annotations.isObject()) {
            tables.add(table("Annotations", annotations, false));
        }
        return tables.stream().filter(table -> !table.rows().isEmpty()).toList();
    }

    private static Facts table(String title, JsonText object, boolean areLabels) {
        List<Fact> rows = object.tree().properties().stream().limit(MAX_ROWS)
                .map(member -> fact(member.getKey(), member.getValue(), areLabels)).toList();
        return new Facts(title, rows, Math.max(0, object.tree().size() - MAX_ROWS));
    }

    private static Fact fact(String name, JsonNode node, boolean isLabel) {
        String value = node.isTextual() ? node.textValue() : node.toString();
        String foreign = Hyperlink.of(value);
        String alike = isLabel ? AlertAddress.all().with(AlertAddress.FILTER, MatcherText.equal(name, value)).toString() : null;
        return new Fact(cut(name), cut(value), foreign == null ? alike : foreign, foreign != null);
    }

    private static String cut(String text) {
        String beginning = Truncation.beginning(text, MAX_VALUE);
        return beginning.equals(text) ? text : beginning + "…";
    }
}
