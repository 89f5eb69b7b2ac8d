package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.observe.QueryName;
import io.alerthistory.review.ReviewDecision;
import io.alerthistory.review.ReviewStore;
import io.alerthistory.review.ReviewedSession;
import io.alerthistory.review.SessionReview;
import io.alerthistory.review.SessionScore;
import io.smallrye.mutiny.Uni;

/** Reviews and scores on PostgreSQL, as entities. */
@Singleton
@Typed(PostgresReviewStore.class)
public class PostgresReviewStore implements ReviewStore {

    private final PostgresDatabase database;
    private final ReviewedSessionRepository sessions;
    private final SessionReviewRepository reviews;
    private final SessionScoreRepository scores;
    private final TouchedDayRepository days;
    private final PostgresAudit audit;

    PostgresReviewStore(PostgresDatabase database, ReviewedSessionRepository sessions, SessionReviewRepository reviews,
            SessionScoreRepository scores, TouchedDayRepository days, PostgresAudit audit) {
        this.database = database;
        this.sessions = sessions;
        this.reviews = reviews;
        this.scores = scores;
        this.days = days;
        this.audit = audit;
    }

    @Override
    public Uni<Map<String, ReviewDecision>> change(List<String> sessionIds, Function<ReviewedSession, ReviewDecision> rule,
            Function<ReviewDecision, AuditEntry> entry) {
        return database.entities(QueryName.REVIEW_CHANGE, () -> sessions.lock(sessionIds).flatMap(
                locked -> reviews.of(sessionIds).flatMap(found -> decide(locked, found, rule, entry))));
    }

    private Uni<Map<String, ReviewDecision>> decide(List<ReviewedSessionRow> locked, List<SessionReviewRow> found,
            Function<ReviewedSession, ReviewDecision> rule, Function<ReviewDecision, AuditEntry> entry) {
        Map<String, SessionReviewRow> rows = found.stream().collect(Collectors.toMap(row -> row.sessionId, row -> row));
        Map<String, ReviewDecision> decisions = new HashMap<>();
        List<SessionReviewRow> added = new ArrayList<>();
        for (ReviewedSessionRow session : locked) {
            SessionReviewRow row = rows.get(session.sessionId);
            ReviewDecision decision = rule.apply(session.session(row));
            decisions.put(session.sessionId, decision);
            if (decision.isChange()) {
                session.reviewStatus = decision.review().status();
                if (row == null) {
                    added.add(SessionReviewRow.of(decision.review()));
                } else {
                    row.take(decision.review());
                }
            }
        }
        List<String> changed = decisions.values().stream().filter(ReviewDecision::isChange)
                .map(decision -> decision.review().sessionId()).toList();
        Uni<Void> written = (added.isEmpty() ? Uni.createFrom().voidItem() : reviews.persist(added)).chain(reviews::flush)
                .chain(() -> days.touchAlertsOf(changed));
        for (ReviewDecision decision : decisions.values()) {
            if (decision.isChange()) {
                written = written.chain(() -> audit.append(entry.apply(decision)).replaceWithVoid());
            }
        }
        return written.replaceWith(decisions);
    }

    @Override
    public Uni<@Nullable SessionReview> find(String sessionId) {
        return database.readEntities(QueryName.REVIEW_READ, () -> sessions.findById(sessionId).onItem().ifNotNull()
                .transformToUni(session -> reviews.findById(sessionId).map(session::review)));
    }

    @Override
    public Uni<@Nullable SessionScore> addScore(String sessionId, LongFunction<SessionScore> next) {
        return database.entities(QueryName.REVIEW_CHANGE,
                () -> sessions.findById(sessionId, LockModeType.PESSIMISTIC_WRITE).onItem().ifNotNull()
                        .transformToUni(session -> scores.count("sessionId", sessionId).flatMap(existing -> {
                            SessionScore score = next.apply(existing);
                            session.latestScore = score.score();
                            return scores.persistAndFlush(SessionScoreRow.of(score)).replaceWith(score);
                        })));
    }

    @Override
    public Uni<@Nullable List<SessionScore>> scores(String sessionId) {
        return database.readEntities(QueryName.REVIEW_READ, () -> sessions.findById(sessionId).onItem().ifNotNull()
                .transformToUni(session -> scores.latestFirst(sessionId)
                        .map(rows -> rows.stream().map(SessionScoreRow::score).toList())));
    }
}
