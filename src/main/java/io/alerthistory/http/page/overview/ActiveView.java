package io.alerthistory.http.page.overview;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.ActiveSessions;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.session.SessionStatus;

/**
 * The investigations that have not ended.
 *
 * @param more whether there are more than were counted
 */
public record ActiveView(List<Count> counts, List<Row> rows, boolean more) {

    private static final int ROWS = 8;
    private static final List<SessionStatus> SHOWN = List.of(SessionStatus.IN_PROGRESS, SessionStatus.PENDING,
            SessionStatus.PAUSED, SessionStatus.CANCELING);

    public ActiveView {
        counts = List.copyOf(counts);
        rows = List.copyOf(rows);
    }

    /**
     * How many are in a state.
     *
     * @param status its name in the API, for styles and identifiers
     */
    public record Count(String status, String label, String number, String address) {
    }

    /**
     * One of the newest.
     *
     * @param sinceUs when it started, microseconds since the epoch
     */
    public record Row(String id, String address, String status, String state, String alertType, String agent, Moment started,
            long sinceUs, String duration) {
    }

    /** @param nowUs the end of what runs, microseconds since the epoch */
    static ActiveView of(ActiveSessions active, long nowUs) {
        List<Count> counts = new ArrayList<>();
        for (SessionStatus status : SHOWN) {
            long number = active.sessions().stream().filter(session -> session.status() == status).count();
            if (number > 0 || status != SessionStatus.CANCELING) {
                counts.add(new Count(status.jsonName(), Words.of(status), Words.number(number),
                        Links.states(List.of(status.jsonName()))));
            }
        }
        return new ActiveView(counts,
                active.sessions().stream().sorted(Comparator.comparingLong(ActiveSession::startedAtUs).reversed()).limit(ROWS)
                        .map(session -> row(session, nowUs)).toList(),
                active.truncated());
    }

    private static Row row(ActiveSession session, long nowUs) {
        String type = Objects.requireNonNullElse(session.alertType(), "");
        return new Row(session.sessionId(), new SessionAddress(session.sessionId()).page(),
                session.status().jsonName(), Words.of(session.status()),
                type.isBlank() ? "Session " + session.sessionId() : type, session.agentType(),
                Moment.of(session.startedAtUs()), session.startedAtUs(),
                Durations.of((nowUs - session.startedAtUs()) / 1000));
    }
}
