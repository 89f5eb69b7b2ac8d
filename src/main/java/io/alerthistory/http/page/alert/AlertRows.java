package io.alerthistory.http.page.alert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.AlertView;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.Marked;
import io.alerthistory.http.page.MatcherText;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Severity;
import io.alerthistory.http.page.Words;
import io.alerthistory.http.page.alert.AlertRow.Acknowledged;
import io.alerthistory.http.page.alert.AlertRow.Action;
import io.alerthistory.http.page.alert.AlertRow.Investigated;
import io.alerthistory.http.page.alert.AlertRow.Label;
import io.alerthistory.http.page.alert.AlertRow.State;
import io.alerthistory.http.page.alert.AlertRow.Times;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;

/** Makes the rows of the list. */
final class AlertRows {

    private static final Set<String> OF_COLUMNS = Set.of("alertname", "severity");
    private static final int MAX_LABELS = 8;
    private static final int MAX_LABEL = 120;
    private static final int MAX_RECEIVERS = 3;

    private final AlertAddress address;
    private final Map<AlertKey, AlertInvestigation> investigations;
    private final Set<AlertKey> flapping;
    private final Map<String, String> names;
    private final boolean isOperator;
    private final long nowUs;

    /**
     * @param investigations by alert
     * @param flapping which alerts flap now
     * @param names of the alerts that fire, by fingerprint
     * @param isOperator whether the caller may acknowledge
     * @param nowUs the instant that is shown
     */
    AlertRows(AlertAddress address, Map<AlertKey, AlertInvestigation> investigations, Set<AlertKey> flapping,
            Map<String, String> names, boolean isOperator, long nowUs) {
        this.flapping = Set.copyOf(flapping);
        this.names = Map.copyOf(names);
        this.address = address;
        this.investigations = investigations;
        this.isOperator = isOperator;
        this.nowUs = nowUs;
    }

    /** An alert with what the list shows of it, and its labels to group it by. */
    record Labelled(AlertRow row, Map<String, String> labels, String source) {

        /** The value to group by: a label, or what is named like in statistics. */
        String value(String groupBy) {
            return groupBy.equals(AlertAddress.SOURCE) ? source
                    : labels.getOrDefault(groupBy.startsWith(AlertListBuilder.LABEL_PREFIX)
                            ? groupBy.substring(AlertListBuilder.LABEL_PREFIX.length())
                            : groupBy, "");
        }
    }

    /** The row of what fires, or fired at an instant. */
    Labelled of(ActiveEpisodeView episode) {
        AlertLink link = new AlertLink(episode.fingerprint(), episode.source());
        boolean then = !address.value(AlertAddress.AT).isEmpty();
        Times times = Times.of(episode.startsAtUs(), episode.endsAtUs(), episode.endReason(), nowUs);
        Long acked = episode.ackedAtUs();
        return labelled(link, episode.alertname(), episode.severity(), episode.labels(), State.FIRING,
                summary(episode.annotations()), then ? times.then() : times,
                References.held(episode.silences(), episode.inhibitedBy(), episode.source(), names),
                acknowledged(acked, episode.ackedBy()), told(episode),
                then || episode.endsAtUs() != null ? null : action(link, acked != null));
    }

    /** The row of an alert that has ended. */
    Labelled of(AlertView alert) {
        AlertLink link = new AlertLink(alert.fingerprint(), alert.source());
        Long start = alert.startsAtUs();
        return labelled(link, alert.alertname(), alert.severity(), alert.labels(),
                alert.state() == AlertState.FIRING ? State.FIRING : State.RESOLVED, "",
                Times.of(start == null ? alert.firstSeenUs() : start, alert.endsAtUs(), alert.endReason(), nowUs), List.of(),
                acknowledged(alert.ackedAtUs(), alert.ackedBy()), Words.count(alert.episodes(), "episode", "episodes"), null);
    }

    private Labelled labelled(AlertLink link, String name, @Nullable String severity, JsonText json, State state,
            String summary,
            Times times, List<AlertRow.Held> held, @Nullable Acknowledged acknowledged, String told, @Nullable Action action) {
        Map<String, String> labels = new LinkedHashMap<>();
        json.tree().properties().forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        List<Label> shown = new ArrayList<>();
        labels.forEach((label, value) -> {
            if (!OF_COLUMNS.contains(label)) {
                shown.add(new Label(cut(label), cut(value),
                        address.and(AlertAddress.FILTER, MatcherText.equal(label, value)).toString()));
            }
        });
        int more = Math.max(0, shown.size() - MAX_LABELS);
        return new Labelled(new AlertRow("alert-" + Integer.toHexString(link.exactPage().hashCode()) + "-" + link.fingerprint(),
                name.isBlank() ? "Alert " + link.fingerprint() : cut(name), link.page(), Severity.of(severity), state,
                flapping.contains(new AlertKey(link.source(), link.fingerprint())), Marked.of(summary, null),
                shown.subList(0, shown.size() - more), more, times, held, acknowledged, told,
                investigated(link), action), labels, link.source());
    }

    static @Nullable Acknowledged acknowledged(@Nullable Long atUs, @Nullable String by) {
        return atUs == null ? null : new Acknowledged(Objects.requireNonNullElse(by, ""), Moment.of(atUs));
    }

    private static String told(ActiveEpisodeView episode) {
        return episode.notifications() == 0 ? ""
                : "told " + Words.count(episode.notifications(), "time", "times") + ": " + receivers(episode.receivers());
    }

    private static String receivers(List<String> receivers) {
        int more = receivers.size() - MAX_RECEIVERS;
        return receivers.stream().limit(MAX_RECEIVERS).map(AlertRows::cut).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more" : "");
    }

    private @Nullable Action action(AlertLink link, boolean acknowledged) {
        return !isOperator ? null
                : acknowledged ? new Action(link.takeBack(), "Take back") : new Action(link.acknowledge(), "Acknowledge");
    }

    private @Nullable Investigated investigated(AlertLink link) {
        AlertInvestigation found = investigations.get(new AlertKey(link.source(), link.fingerprint()));
        return found == null || found.startedAtUs() > nowUs ? null
                : new Investigated(new SessionAddress(found.sessionId()).page(), found.status().jsonName(),
                        Words.of(found.status()));
    }

    /** What the annotations say in a line. */
    static String summary(@Nullable JsonText annotations) {
        if (annotations == null || !annotations.isObject()) {
            return "";
        }
        JsonNode tree = annotations.tree();
        for (String name : List.of("summary", "description", "message")) {
            String text = tree.path(name).asText("");
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static String cut(String text) {
        return text.length() <= MAX_LABEL ? text : Truncation.beginning(text, MAX_LABEL) + "…";
    }
}
