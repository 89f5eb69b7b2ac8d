package io.alerthistory.storage.mapping;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.Cursor;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.history.SessionSort;

/**
 * The order of a list as segments, each of which an index returns in order. Most sort keys have one segment. Where a key can
 * be null, these rows are a segment of their own, because no index has nulls last in both directions. By duration, ended and
 * open sessions are two segments that interleave.
 */
final class Order {

    /**
     * Rows that one index returns in order.
     *
     * @param position the position of the segment among the others; equal when they interleave
     * @param key the sort key of a row
     * @param conditions which rows it has; after a cursor, those after the cursor's position only
     * @param orderBy the order as the index has it
     */
    record Segment(int position, String key, List<String> conditions, String orderBy) {
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

    /** The segments in the order of reading; at least one. */
    List<Segment> segments() {
        return switch (key) {
            case STARTED_AT_US, STATUS, AGENT_TYPE -> List.of(segment(0, key.column(), ""));
            case ALERT_TYPE, AUTHOR, COMPLETED_AT_US, SCORE -> withNulls(key.column());
            case DURATION_MS -> List.of(segment(0, DURATION, "completed_at_us is not null"), open());
        };
    }

    /** The order of all segments together. */
    String ofAll() {
        return "segment_position, " + ofOne();
    }

    /** The order within one segment. */
    String ofOne() {
        return "segment_key" + direction() + ", session_id" + direction();
    }

    private List<Segment> withNulls(String column) {
        Segment nulls = nulls(column);
        Segment values = segment(backward ? 1 : 0, column, column + " is not null");
        if (place != null && (place.key() == null) != backward) {
            return List.of(place.key() == null ? nulls : values); // the other segment has no row after the cursor
        }
        return backward ? List.of(nulls, values) : List.of(values, nulls);
    }

    private Segment segment(int position, String column, String condition) {
        Object from = place == null ? null : place.key();
        String after = place == null || from == null ? ""
                : "(" + column + ", session_id)" + comparison() + "(" + parameters.add(from) + ", "
                        + parameters.add(place.sessionId()) + ")";
        return new Segment(position, column, conditions(condition, after),
                column + direction() + ", session_id" + direction());
    }

    private Segment nulls(String column) {
        String after = place == null || place.key() != null ? ""
                : "session_id" + comparison() + parameters.add(place.sessionId());
        return new Segment(backward ? 0 : 1, column, conditions(column + " is null", after), "session_id" + direction());
    }

    /** An open session with a longer duration started earlier, so the index is read in the other direction. */
    private Segment open() {
        String after = "";
        if (place != null && place.key() instanceof Long duration) {
            long start = nowMs - duration;
            String earlier = ascending ? " <" : " >";
            after = START + earlier + "= " + parameters.add(start) + " and (" + START + earlier + " " + parameters.add(start)
                    + " or session_id" + comparison() + parameters.add(place.sessionId()) + ")";
        }
        return new Segment(0, "(" + parameters.add(nowMs) + " - " + START + ")", conditions("completed_at_us is null", after),
                START + (ascending ? " desc" : " asc") + ", session_id" + direction());
    }

    private static List<String> conditions(String... conditions) {
        return java.util.Arrays.stream(conditions).filter(condition -> !condition.isEmpty()).toList();
    }

    private String direction() {
        return ascending ? " asc" : " desc";
    }

    private String comparison() {
        return ascending ? " > " : " < ";
    }
}
