package io.alerthistory.http.page;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionOverview;
import io.alerthistory.json.LongText;
import io.alerthistory.session.SessionStatus;

/**
 * A session in the list.
 *
 * @param status its name in the API, for styles
 * @param state the word for it
 * @param author empty when unknown
 * @param duration as people say it; of a running session, until now
 * @param runningSinceUs microseconds since the epoch; null when it has ended
 * @param tokens empty when unknown
 * @param error whether the summary is an error, and not why somebody cancelled it
 * @param startedAtUs microseconds since the epoch
 */
public record SessionRow(String id, String address, String status, String state, Marked alertType, Marked agent, Marked author,
        Moment started, String duration, @Nullable Long runningSinceUs, String stages, String tokens, Marked summary,
        boolean error, boolean held, long startedAtUs) {

    private static final Marked NOTHING = Marked.of("", null);

    /**
     * Makes the row of a session.
     *
     * @param term what is searched for; null for nothing
     * @param nowUs the end of what runs
     */
    public static SessionRow of(SessionOverview session, @Nullable String term, long nowUs) {
        SessionStatus status = session.status();
        Long ended = session.durationMs();
        boolean runs = ended == null;
        String summary = text(session.finalAnalysisSummary());
        String error = text(session.errorMessage());
        return new SessionRow(session.sessionId(), new SessionAddress(session.sessionId()).page(),
                status.jsonName(), Words.of(status), marked(session.alertType(), term), marked(session.agentType(), term),
                marked(session.author(), term), Moment.of(session.startedAtUs()),
                Durations.of(ended == null ? (nowUs - session.startedAtUs()) / 1000 : ended),
                runs ? Long.valueOf(session.startedAtUs()) : null,
                session.totalStages() == 0 ? "" : session.completedStages() + " of " + session.totalStages(),
                session.sessionTotalTokens() == null ? "" : Words.shortNumber(session.sessionTotalTokens()),
                marked(error.isEmpty() ? summary : error, term),
                !error.isEmpty() && status != SessionStatus.CANCELLED, session.held(), session.startedAtUs());
    }

    private static String text(@Nullable LongText text) {
        return text == null ? "" : text.inMemory().orElse("A long text: open the session to read it");
    }

    private static Marked marked(@Nullable String text, @Nullable String term) {
        String known = Objects.requireNonNullElse(text, "");
        return known.isEmpty() ? NOTHING : Marked.of(known, term);
    }
}
