package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.live.Channel;
import io.alerthistory.live.EventFilter;
import io.alerthistory.live.StoredEvent;

/** The SQL that reads events, the same on both databases. */
public final class EventQueries {

    /** {@link Channel#CANCELLATION_TYPES}, as the index ix_events_cancellations has them. */
    static final String CANCELLATION = "('session.cancel_requested', 'chat.cancel_requested')";

    /** {@link Channel#LISTED_PREFIX}, as the index ix_events_listed has it. */
    private static final String LISTED = "substr(e.type, 1, 8) = 'session.'";

    private final Dialect dialect;

    public EventQueries(Dialect dialect) {
        this.dialect = dialect;
    }

    /**
     * The next events after an id, in the order of their ids: those of a session, an alert or a channel, for which there is an
     * index.
     */
    public Statement after(long id, EventFilter filter, int max) {
        Parameters parameters = new Parameters(dialect);
        List<String> conditions = new ArrayList<>();
        conditions.add("e.id > " + parameters.add(id));
        if (filter.sessionId() != null) {
            conditions.add("e.session_id = " + parameters.add(filter.sessionId()));
        }
        if (filter.fingerprint() != null) {
            conditions.add("e.fingerprint = " + parameters.add(filter.fingerprint()));
        }
        if (filter.channel() != null) {
            conditions.add(on(filter.channel(), parameters));
        }
        String sql = """
                select e.id, e.session_id, s.alert_type, e.fingerprint, e.type, e.payload, e.created_at_us
                from events e
                left join alert_sessions s on s.session_id = e.session_id
                where %s
                order by e.id
                limit %s""".formatted(String.join(" and ", conditions), parameters.add((long) max));
        return Statement.of(sql, parameters);
    }

    private static String on(Channel channel, Parameters parameters) {
        return switch (channel.kind()) {
            case CANCELLATIONS -> "e.type in " + CANCELLATION;
            case SESSIONS -> LISTED + " and e.type not in " + CANCELLATION;
            case SESSION -> "e.session_id = " + parameters.add(session(channel)) + " and e.type not in " + CANCELLATION;
        };
    }

    /** A row of {@link #after}. */
    public static StoredEvent event(RowReader row) {
        return new StoredEvent(row.number("id"), row.textOrNull("session_id"), row.textOrNull("alert_type"),
                row.textOrNull("fingerprint"), row.text("type"), row.text("payload"), row.number("created_at_us"));
    }

    /** One row of the highest id on a channel. */
    public Statement newest(Channel channel) {
        Parameters parameters = new Parameters(dialect);
        String sql = "select coalesce(max(e.id), 0) as newest from events e where " + on(channel, parameters);
        return Statement.of(sql, parameters);
    }

    private static String session(Channel channel) {
        @Nullable
        String session = channel.sessionId();
        if (session == null) {
            throw new IllegalArgumentException("a channel of a session names it");
        }
        return session;
    }
}
