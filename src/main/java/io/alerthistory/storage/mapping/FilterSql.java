package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionFilter;

/** The conditions of a filter, all but the search, which a list and a count treat in ways of their own. */
final class FilterSql {

    private FilterSql() {
    }

    static List<String> conditions(SessionFilter filter, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        if (!filter.statuses().isEmpty()) {
            conditions
                    .add(filter.statuses().stream().map(parameters::add).collect(Collectors.joining(", ", "status in (", ")")));
        }
        condition(conditions, "agent_type = ", filter.agentType(), parameters);
        condition(conditions, "alert_type = ", filter.alertType(), parameters);
        condition(conditions, "started_at_us >= ", filter.startDateUs(), parameters);
        condition(conditions, "started_at_us <= ", filter.endDateUs(), parameters);
        return conditions;
    }

    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static void condition(List<String> conditions, String predicate, @Nullable Object value, Parameters parameters) {
        if (value != null) {
            conditions.add(predicate + parameters.add(value));
        }
    }
}
