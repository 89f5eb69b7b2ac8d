package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.review.ReviewRating;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.review.SessionReview;

/** What people did with the review of a session; its state is the session's. */
@Entity
@Table(name = "session_reviews")
class SessionReviewRow {

    @Id
    String sessionId;
    @Nullable
    String assignee;
    @Nullable
    Long claimedAtUs;
    @Nullable
    ReviewRating rating;
    @Nullable
    String feedback;
    @Nullable
    String reviewedBy;
    @Nullable
    Long reviewedAtUs;

    static SessionReviewRow of(SessionReview review) {
        SessionReviewRow row = new SessionReviewRow();
        row.sessionId = review.sessionId();
        row.take(review);
        return row;
    }

    void take(SessionReview review) {
        assignee = review.assignee();
        claimedAtUs = review.claimedAtUs();
        rating = review.rating();
        feedback = review.feedback();
        reviewedBy = review.reviewedBy();
        reviewedAtUs = review.reviewedAtUs();
    }

    SessionReview review(@Nullable ReviewStatus status) {
        return new SessionReview(sessionId, status, assignee, claimedAtUs, rating, feedback, reviewedBy, reviewedAtUs);
    }
}
