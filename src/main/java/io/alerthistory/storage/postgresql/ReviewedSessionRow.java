package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

import io.alerthistory.review.ReviewStatus;
import io.alerthistory.review.ReviewedSession;
import io.alerthistory.review.SessionReview;
import io.alerthistory.session.SessionStatus;

/**
 * A session as far as reviews and scores change it. Its version stays: neither is a part of the session as agents know it, and
 * they would be refused for a change that they do not see.
 */
@Entity
@DynamicUpdate
@Table(name = "alert_sessions")
class ReviewedSessionRow {

    @Id
    String sessionId;
    SessionStatus status;
    @Nullable
    ReviewStatus reviewStatus;
    @Nullable
    Long latestScore;

    /** @param row what people did; null when nobody did anything */
    ReviewedSession session(@Nullable SessionReviewRow row) {
        return new ReviewedSession(status, review(row));
    }

    SessionReview review(@Nullable SessionReviewRow row) {
        return row == null ? SessionReview.untouched(sessionId, reviewStatus) : row.review(reviewStatus);
    }
}
