package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.json.JsonName;
import io.alerthistory.observe.QueryName;
import io.alerthistory.review.ReviewDecision;
import io.alerthistory.review.ReviewRating;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.review.ReviewStore;
import io.alerthistory.review.ReviewedSession;
import io.alerthistory.review.SessionReview;
import io.alerthistory.review.SessionScore;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.TextList;
import io.smallrye.mutiny.Uni;

/** Reviews and scores on SQLite. */
@Singleton
@Typed(SqliteReviewStore.class)
public class SqliteReviewStore implements ReviewStore {

    private static final String SESSION = """
            select s.session_id, s.status, s.review_status, r.assignee, r.claimed_at_us, r.rating, r.feedback, r.reviewed_by,
                r.reviewed_at_us
            from alert_sessions s
            left join session_reviews r on r.session_id = s.session_id
            where s.session_id = :id""";

    private static final String SET_STATUS = """
            update alert_sessions
            set review_status = :status
            where session_id = :id""";

    private static final String STORE = """
            insert into session_reviews (session_id, assignee, claimed_at_us, rating, feedback, reviewed_by, reviewed_at_us)
            values (:id, :assignee, :claimedAt, :rating, :feedback, :reviewedBy, :reviewedAt)
            on conflict (session_id) do update
            set assignee = excluded.assignee, claimed_at_us = excluded.claimed_at_us, rating = excluded.rating,
                feedback = excluded.feedback, reviewed_by = excluded.reviewed_by, reviewed_at_us = excluded.reviewed_at_us""";

    private static final String SET_SCORE = """
            update alert_sessions
            set latest_score = :score
            where session_id = :id""";

    private static final String COUNT_SCORES = """
            select count(*)
            from session_scores
            where session_id = :id""";

    private static final String ADD_SCORE = """
            insert into session_scores (session_id, score_number, score, source, analysis, tags, author, created_at_us)
            values (:id, :number, :score, :source, :analysis, :tags, :author, :at)""";

    private static final String SCORES = """
            select session_id, score_number, score, source, analysis, tags, author, created_at_us
            from session_scores
            where session_id = :id
            order by score_number desc""";

    private final SqliteDatabase database;

    SqliteReviewStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Map<String, ReviewDecision>> change(List<String> sessionIds, Function<ReviewedSession, ReviewDecision> rule,
            Function<ReviewDecision, AuditEntry> entry) {
        return database.write(QueryName.REVIEW_CHANGE, handle -> {
            Map<String, ReviewDecision> decisions = new HashMap<>();
            List<AuditEntry> entries = new ArrayList<>();
            List<String> changed = new ArrayList<>();
            for (String id : sessionIds) {
                session(handle, id).map(rule).ifPresent(decision -> {
                    decisions.put(id, decision);
                    if (decision.isChange()) {
                        store(handle, decision.review());
                        changed.add(id);
                        entries.add(entry.apply(decision));
                    }
                });
            }
            SqliteTouchedDays.ofSessions(handle, changed);
            entries.forEach(each -> SqliteAudit.append(handle, each));
            return decisions;
        });
    }

    @Override
    public Uni<@Nullable SessionReview> find(String sessionId) {
        return database.<@Nullable SessionReview> read(QueryName.REVIEW_READ,
                handle -> session(handle, sessionId).map(ReviewedSession::review).orElse(null));
    }

    @Override
    public Uni<@Nullable SessionScore> addScore(String sessionId, LongFunction<SessionScore> next) {
        return database.<@Nullable SessionScore> write(QueryName.REVIEW_CHANGE, handle -> {
            if (session(handle, sessionId).isEmpty()) {
                return null;
            }
            SessionScore score = next
                    .apply(handle.createQuery(COUNT_SCORES).bind("id", sessionId).mapTo(Long.class).one());
            handle.createUpdate(ADD_SCORE).bind("id", sessionId).bind("number", score.scoreNumber())
                    .bind("score", score.score()).bind("source", score.source()).bind("analysis", score.analysis())
                    .bind("tags", TextList.json(score.tags())).bind("author", score.author())
                    .bind("at", score.createdAtUs()).execute();
            handle.createUpdate(SET_SCORE).bind("score", score.score()).bind("id", sessionId).execute();
            return score;
        });
    }

    @Override
    public Uni<@Nullable List<SessionScore>> scores(String sessionId) {
        return database.<@Nullable List<SessionScore>> read(QueryName.REVIEW_READ,
                handle -> session(handle, sessionId).isEmpty() ? null
                        : handle.createQuery(SCORES).bind("id", sessionId).map(SqliteRow.mapper(SqliteReviewStore::score))
                                .list());
    }

    private static Optional<ReviewedSession> session(Handle handle, String id) {
        return handle.createQuery(SESSION).bind("id", id).map(SqliteRow.mapper(SqliteReviewStore::session)).findOne();
    }

    private static ReviewedSession session(RowReader row) {
        return new ReviewedSession(JsonName.stored(SessionStatus.class, row.text("status")),
                new SessionReview(row.text("session_id"), nameOrNull(ReviewStatus.class, row.textOrNull("review_status")),
                        row.textOrNull("assignee"), row.longOrNull("claimed_at_us"),
                        nameOrNull(ReviewRating.class, row.textOrNull("rating")), row.textOrNull("feedback"),
                        row.textOrNull("reviewed_by"), row.longOrNull("reviewed_at_us")));
    }

    private static <E extends Enum<E> & JsonName> @Nullable E nameOrNull(Class<E> type, @Nullable String stored) {
        return stored == null ? null : JsonName.stored(type, stored);
    }

    private static @Nullable String nameOrNull(@Nullable JsonName value) {
        return value == null ? null : value.jsonName();
    }

    private static void store(Handle handle, SessionReview review) {
        handle.createUpdate(SET_STATUS).bind("status", nameOrNull(review.status())).bind("id", review.sessionId()).execute();
        handle.createUpdate(STORE).bind("id", review.sessionId()).bind("assignee", review.assignee())
                .bind("claimedAt", review.claimedAtUs()).bind("rating", nameOrNull(review.rating()))
                .bind("feedback", review.feedback()).bind("reviewedBy", review.reviewedBy())
                .bind("reviewedAt", review.reviewedAtUs()).execute();
    }

    private static SessionScore score(RowReader row) {
        return new SessionScore(row.text("session_id"), row.number("score_number"), row.number("score"), row.text("source"),
                row.textOrNull("analysis"), TextList.of(row.text("tags")), row.text("author"), row.number("created_at_us"));
    }
}
