package io.alerthistory.http.live;

import io.alerthistory.live.EventFilter;

/**
 * A response that does not end: the events that match, as text/event-stream.
 *
 * @param lastId after which; negative for those from now on
 */
public record EventStreaming(EventFilter filter, long lastId) {

    static EventStreaming of(EventListParams params) {
        return new EventStreaming(params.filter(), params.lastId());
    }
}
