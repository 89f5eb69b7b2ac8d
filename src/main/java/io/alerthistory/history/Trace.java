package io.alerthistory.history;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A window of a session's interactions.
 *
 * @param events in the order of their arrival, which is that of their seq
 * @param nextAfterSeq where the next window starts; null when there is nothing more yet
 */
public record Trace(List<TraceEvent> events, @Nullable Long nextAfterSeq) {

    /**
     * Makes a window of what was read.
     *
     * @param read the first events, perhaps one more than the limit
     * @param found how many events there are up to one more than the limit
     */
    public static Trace of(TraceQuery query, List<TraceEvent> read, long found) {
        List<TraceEvent> events = read.subList(0, Math.min(read.size(), query.limit()));
        return new Trace(List.copyOf(events), found > events.size() ? events.get(events.size() - 1).seq() : null);
    }
}
