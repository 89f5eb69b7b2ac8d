package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Definitions;

/** Which groups and which days or episodes of theirs are meant: of days as {@code d}, of alerts as {@code a}. */
record GroupConditions(Dialect dialect) {

    private static final String RULES = "alert_rule_daily d";
    private static final String ALERTS = "alert_daily d join alerts a on a.alert_id = d.alert_id";

    static String days(GroupQuery query) {
        return query.isOfRules() ? RULES : ALERTS;
    }

    String key(GroupQuery query, Parameters parameters) {
        return !query.isOfRules() ? key(query.groupBy(), parameters) : switch (query.groupBy().kind()) {
            case ALERTNAME -> "d.alertname";
            case SEVERITY -> "d.severity";
            case SOURCE -> "d.source";
            case LABEL, ALERT -> throw new IllegalArgumentException("Rules have no labels");
        };
    }

    String key(GroupBy groupBy, Parameters parameters) {
        return switch (groupBy.kind()) {
            case ALERTNAME -> "a.alertname";
            case SEVERITY -> "coalesce(a.severity, '')";
            case SOURCE -> "a.source";
            case ALERT -> "cast(a.alert_id as text)";
            // As many characters as a name or a severity has: ten thousand groups are in memory at once.
            case LABEL -> "substr(coalesce(" + dialect.ofMember("a.labels", groupBy.label(), parameters) + ", ''), 1, "
                    + GroupBy.MAX_KEY + ")";
        };
    }

    /** Every day that the window reaches into. */
    String onDays(GroupQuery query, String key, TimeWindow window, Parameters parameters) {
        return onDays(query, key, Definitions.day(window.fromUs()), Definitions.day(window.toUs() - 1) + 1, parameters);
    }

    String onDays(GroupQuery query, String key, int fromDay, int toDay, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        conditions.add(inDays(fromDay, toDay, parameters));
        if (query.isOfRules()) {
            AlertFilter filter = query.filter();
            AlertQueries.equal("d.alertname", filter.alertname(), parameters, conditions);
            AlertQueries.equal("d.severity", filter.severity(), parameters, conditions);
            AlertQueries.equal("d.source", filter.source(), parameters, conditions);
            if (query.keys() != null) {
                conditions.add(dialect.anyOf(key, query.keys(), parameters));
            }
        } else {
            conditions.addAll(onAlerts(query, key, parameters));
        }
        return String.join(" and ", conditions);
    }

    static String inDays(int fromDay, int toDay, Parameters parameters) {
        return "d.day >= " + parameters.add((long) fromDay) + " and d.day < " + parameters.add((long) toDay);
    }

    List<String> onAlerts(GroupQuery query, String key, Parameters parameters) {
        List<String> conditions = AlertQueries.conditions(query.filter(), dialect, parameters);
        if (query.alertIds() != null) {
            conditions.add(dialect.anyIdOf("a.alert_id", query.alertIds(), parameters));
        }
        if (query.keys() != null) {
            conditions.add(dialect.anyOf(key, query.keys(), parameters));
        }
        return conditions;
    }

    static List<String> started(String alias, TimeWindow window, List<String> more, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        conditions.add(alias + ".starts_at_us >= " + parameters.add(window.fromUs()));
        conditions.add(alias + ".starts_at_us < " + parameters.add(window.toUs()));
        conditions.addAll(more);
        return conditions;
    }
}
