package io.alerthistory.http.live;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryReader;
import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;

/**
 * Which events a stream has.
 *
 * @param lastId after which; negative for those from now on
 */
record EventListParams(EventFilter filter, long lastId) {

    private static final String LAST_ID = "last_event_id";
    private static final String HEADER = "Last-Event-ID";

    /**
     * Reads the parameters of a stream.
     *
     * @param query may have the last id, too; the header has precedence, because a browser sends it when it connects again
     * @param lastEventId the header; null when it was not sent
     * @param sessionId whose stream it is; null for all sessions
     * @throws ProblemException 422 with every invalid parameter
     */
    static EventListParams of(Map<String, List<String>> query, @Nullable String lastEventId, @Nullable String sessionId) {
        QueryReader reader = new QueryReader(query);
        reader.refuseUnstorable(LAST_ID);
        long lastId = lastId(reader, lastEventId);
        reader.check();
        return new EventListParams(sessionId == null
                ? new EventFilter(types(reader), reader.text("session_id"), reader.text("alert_type"),
                        reader.text("fingerprint"), null)
                : new EventFilter(types(reader), null, null, null, Channel.ofSession(sessionId)), lastId);
    }

    private static List<String> types(QueryReader reader) {
        String types = reader.text("type");
        return types == null ? List.of() : Stream.of(types.split(",", -1)).filter(type -> !type.isEmpty()).toList();
    }

    private static long lastId(QueryReader reader, @Nullable String header) {
        if (header == null || header.isEmpty()) {
            return reader.text(LAST_ID) == null ? -1 : reader.integer(LAST_ID, 0, Long.MAX_VALUE - 1, -1);
        }
        QueryReader ofHeader = new QueryReader(Map.of(HEADER, List.of(header)));
        long lastId = ofHeader.integer(HEADER, 0, Long.MAX_VALUE - 1, -1);
        if (lastId < 0) {
            reader.refuse(HEADER, "must be an integer from 0 to " + (Long.MAX_VALUE - 1));
        }
        return lastId;
    }
}
