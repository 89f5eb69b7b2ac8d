package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.http.page.Hyperlink;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;

/** What an alert says, as names and values for people. */
final class AlertData {

    /** Rows that are shown at once; the others are folded. */
    static final int SHOWN = 24;

    private static final int MAX_ROWS = 1_000;
    private static final int MAX_VALUE = 600;

    /** The members of an alert of Alertmanager that are lists of names and values themselves. */
    private static final Set<String> GROUPS = Set.of("labels", "annotations", "commonlabels", "commonannotations",
            "grouplabels");

    private AlertData() {
    }

    /** The tables of an alert: its own values, and then those of its groups. Empty for what is no object. */
    static List<SessionView.Facts> of(JsonText data) {
        if (!data.isObject()) {
            return List.of();
        }
        List<SessionView.Fact> own = new ArrayList<>();
        List<SessionView.Facts> groups = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : data.tree().properties()) {
            JsonNode value = member.getValue();
            if (value.isObject() && GROUPS.contains(member.getKey().toLowerCase(Locale.ROOT))) {
                List<SessionView.Fact> facts = new ArrayList<>();
                value.properties().forEach(each -> facts.add(fact(each.getKey(), each.getValue())));
                groups.add(facts(title(member.getKey()), facts));
            } else {
                own.add(fact(member.getKey(), value));
            }
        }
        List<SessionView.Facts> all = new ArrayList<>();
        all.add(facts("", own));
        all.addAll(groups);
        return all.stream().filter(facts -> !facts.shown().isEmpty()).toList();
    }

    private static SessionView.Facts facts(String title, List<SessionView.Fact> facts) {
        List<SessionView.Fact> kept = facts.subList(0, Math.min(MAX_ROWS, facts.size()));
        int shown = Math.min(SHOWN, kept.size());
        return new SessionView.Facts(title, kept.subList(0, shown), kept.subList(shown, kept.size()),
                facts.size() - kept.size());
    }

    private static SessionView.Fact fact(String name, JsonNode value) {
        String text = value.isTextual() ? value.textValue() : value.isNull() ? "" : value.toString();
        String cut = Truncation.beginning(text, MAX_VALUE);
        return new SessionView.Fact(Truncation.beginning(name, MAX_VALUE), cut.equals(text) ? text : cut + "…",
                value.isTextual() ? Hyperlink.of(text) : null);
    }

    /** For example Common labels. */
    private static String title(String member) {
        String spaced = member.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
        return spaced.substring(0, 1).toUpperCase(Locale.ROOT) + spaced.substring(1);
    }
}
