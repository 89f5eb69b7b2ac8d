package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.storage.mapping.RollupTables.AlertDay;
import io.alerthistory.storage.mapping.RollupTables.RuleDay;

/**
 * How the sums of rules change with those of their alerts: what is written of an alert is added, and what stood there before is
 * taken away. Summing up all alerts of a rule again took PostgreSQL three times as long as the alerts that had changed.
 */
public final class RuleDayChanges {

    private final Map<Long, Rule> rules = new HashMap<>();
    private final Map<Long, Map<Rule, List<DayFigures>>> byDay = new TreeMap<>();

    /** A rule of a source, with the severity of some of its alerts; empty when they have none. */
    public record Rule(String source, String alertname, String severity) {

        static Rule read(RowReader row) {
            return new Rule(row.text("source"), row.text("alertname"), row.text("severity"));
        }
    }

    /** An alert with its rule. */
    public record RuleOfAlert(long alertId, Rule rule) {

        public static RuleOfAlert read(RowReader row) {
            return new RuleOfAlert(row.number("alert_id"), Rule.read(row));
        }
    }

    /** Notes the rules of alerts. */
    public void know(Collection<RuleOfAlert> alerts) {
        alerts.forEach(alert -> know(alert.alertId(), alert.rule()));
    }

    void know(long alertId, Rule rule) {
        rules.put(alertId, rule);
    }

    /** Notes the stored sums of some days, and those that take their place. */
    public void replace(List<AlertDay> stored, List<AlertDay> written) {
        stored.forEach(row -> add(row, row.figures().negated()));
        written.forEach(row -> add(row, row.figures()));
    }

    private void add(AlertDay row, DayFigures figures) {
        byDay.computeIfAbsent(row.day(), day -> new HashMap<>())
                .computeIfAbsent(rules.get(row.alertId()), rule -> new ArrayList<>()).add(figures);
    }

    /** The days on which something changes. */
    public Set<Long> days() {
        return byDay.keySet();
    }

    /** The names of the rules that change on a day. */
    public Set<String> names(long day) {
        Set<String> names = new TreeSet<>();
        byDay.getOrDefault(day, Map.of()).keySet().forEach(rule -> names.add(rule.alertname()));
        return names;
    }

    /**
     * Whether the stored sums have what is taken away from them. They have not while a day waits to be summed up again after
     * an erasure, or when another version made them: its rules are made from all alerts then.
     */
    public boolean isOf(long day, List<RuleDay> stored) {
        Set<Rule> rows = stored.stream().map(row -> new Rule(row.source(), row.alertname(), row.severity()))
                .collect(Collectors.toSet());
        return stored.stream().noneMatch(row -> row.figures().held().unsettled() < 0)
                && byDay.getOrDefault(day, Map.of()).entrySet().stream().allMatch(change -> rows.contains(change.getKey())
                        || change.getValue().stream().noneMatch(figures -> figures.tally().episodes() < 0));
    }

    /** The sums of the rules with these names. */
    public List<RuleDay> of(long day, List<RuleDay> stored) {
        List<RuleDay> parts = new ArrayList<>(stored);
        byDay.getOrDefault(day, Map.of()).forEach((rule, figures) -> parts.add(
                new RuleDay(day, rule.source(), rule.alertname(), rule.severity(), DayFigures.sum(figures))));
        return RollupRows.ruleDays(parts);
    }
}
