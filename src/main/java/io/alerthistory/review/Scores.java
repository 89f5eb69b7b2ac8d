package io.alerthistory.review;

import java.time.Clock;
import java.util.List;
import java.util.Objects;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.session.Sessions;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** The use case of scores: adding and reading them. */
@ApplicationScoped
public class Scores {

    /** Scores of one session. */
    static final int MAX_SCORES = 100;

    private final ReviewStore store;
    private final Redaction redaction;
    private final Clock clock;

    Scores(ReviewStore store, Redaction redaction, Clock clock) {
        this.store = store;
        this.redaction = redaction;
        this.clock = clock;
    }

    /**
     * Adds a score, which then is the session's latest one.
     *
     * @throws ProblemException 404 unknown, 409 when the session has the most scores that it may have
     */
    public Uni<SessionScore> add(String sessionId, ScoreRequest request, String author) {
        List<String> tags = Objects.requireNonNullElse(request.tags(), List.<String> of()).stream().map(redaction::text)
                .distinct().toList();
        String source = redaction.text(request.source());
        String analysis = redaction.textOrNull(request.analysis());
        long now = Micros.now(clock);
        return store.addScore(sessionId, existing -> {
            if (existing >= MAX_SCORES) {
                throw new ProblemException(ErrorCode.TOO_MANY_SCORES,
                        "Session " + sessionId + " has " + MAX_SCORES + " scores, which is the limit");
            }
            return new SessionScore(sessionId, existing + 1, request.score(), source, analysis, tags, author, now);
        }).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId));
    }

    /**
     * Reads the scores of a session.
     *
     * @throws ProblemException 404 unknown
     */
    public Uni<ScoresView> of(String sessionId) {
        return store.scores(sessionId).onItem().ifNull().failWith(() -> Sessions.unknown(sessionId)).map(ScoresView::new);
    }
}
