package io.alerthistory.storage.mapping;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.Cursor;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;

/**
 * The order of a list as runs of rows that an index gives in order. Most keys are one run; where a key can be null, those rows
 * are a run of their own, because no index has nulls last in both directions; and by duration, what has ended and what still
 * runs are two runs that interleave.
 */
final class Order {

    /**
     * Rows that one index gives in order.
     *
     * @param rank the place of the run among the others, equal when they interleave
     * @param key the sort key of a row
     * @param conditions which rows, those beyond the cursor's place only
     * @param orderBy the order in terms of the index
     */
    record Run(int rank, String key, List<String> conditions, String orderBy) {
    }

    private static final String DURATION = "((completed_at_us - started_at_us) / 1000)";
    private static final String START = "(started_at_us / 1000)";

    private final SessionSort.Key key;
    /** Whether rows are read in ascending order; backward, a descending list is. */
    private final boolean ascending;
    private final boolean backward;
    private final Cursor.@Nullable Place place;
    private final long nowMs;
    private final Parameters parameters;

    Order(SessionQuery query, Parameters parameters) {
        Cursor cursor = query.page().cursor();
        key = query.sort().key();
        backward = query.page().backward();
        ascending = query.sort().ascending() != backward;
        place = cursor == null ? null : cursor.place();
        nowMs = query.nowUs() / 1000;
        this.parameters = parameters;
    }

    /** The runs in the order of reading; at least one. */
    List<Run> runs() {
        return switch (key) {
            case STARTED_AT_US, STATUS, AGENT_TYPE -> List.of(run(0, key.jsonName(), ""));
            case ALERT_TYPE, AUTHOR, COMPLETED_AT_US -> withNulls(key.jsonName());
            case DURATION_MS -> List.of(run(0, DURATION, "completed_at_us is not null"), running());
        };
    }

    /** The order of what the runs give together. */
    String together() {
        return "run_rank, " + within();
    }

    /** The order of one run. */
    String within() {
        return "run_key" + direction() + ", session_id" + direction();
    }

    private List<Run> withNulls(String column) {
        Run nulls = nulls(column);
        Run values = run(backward ? 1 : 0, column, column + " is not null");
        if (place != null && (place.key() == null) != backward) {
            return List.of(place.key() == null ? nulls : values); // nothing of the other run lies beyond
        }
        return backward ? List.of(nulls, values) : List.of(values, nulls);
    }

    private Run run(int rank, String column, String condition) {
        Object from = place == null ? null : place.key();
        String beyond = place == null || from == null ? ""
                : "(" + column + ", session_id)" + beyond() + "(" + parameters.add(from) + ", "
                        + parameters.add(place.sessionId()) + ")";
        return new Run(rank, column, conditions(condition, beyond),
                column + direction() + ", session_id" + direction());
    }

    private Run nulls(String column) {
        String beyond = place == null || place.key() != null ? "" : "session_id" + beyond() + parameters.add(place.sessionId());
        return new Run(backward ? 0 : 1, column, conditions(column + " is null", beyond), "session_id" + direction());
    }

    /** What lasts longer started earlier: the index is read the other way round. */
    private Run running() {
        String beyond = "";
        if (place != null && place.key() instanceof Long duration) {
            long start = nowMs - duration;
            String sooner = ascending ? " <" : " >";
            beyond = START + sooner + "= " + parameters.add(start) + " and (" + START + sooner + " " + parameters.add(start)
                    + " or session_id" + beyond() + parameters.add(place.sessionId()) + ")";
        }
        return new Run(0, "(" + parameters.add(nowMs) + " - " + START + ")", conditions("completed_at_us is null", beyond),
                START + (ascending ? " desc" : " asc") + ", session_id" + direction());
    }

    private static List<String> conditions(String... conditions) {
        return java.util.Arrays.stream(conditions).filter(condition -> !condition.isEmpty()).toList();
    }

    private String direction() {
        return ascending ? " asc" : " desc";
    }

    private String beyond() {
        return ascending ? " > " : " < ";
    }
}
