package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import io.alerthistory.history.FilterField;
import io.alerthistory.history.SessionFilter;

/** The conditions of a filter, all but the search, which a list and a count treat in ways of their own. */
final class FilterSql {

    private FilterSql() {
    }

    static List<String> conditions(SessionFilter filter, Parameters parameters) {
        List<String> conditions = new ArrayList<>();
        filter.values().forEach((field, value) -> {
            if (field.operator() != FilterField.Operator.CONTAINS) {
                conditions.add(condition(field, value, parameters));
            }
        });
        return conditions;
    }

    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String condition(FilterField field, Object value, Parameters parameters) {
        return field.column() + switch (field.operator()) {
            case EQUAL -> " = " + parameters.add(value);
            case AT_LEAST -> " >= " + parameters.add(value);
            case AT_MOST -> " <= " + parameters.add(value);
            case ANY_OF -> ((List<?>) value).stream().map(parameters::add).collect(Collectors.joining(", ", " in (", ")"));
            case CONTAINS -> throw new IllegalArgumentException(field.name());
        };
    }
}
