package io.alerthistory.review;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * The review of a session. Instants are microseconds since the epoch.
 *
 * @param status null when nobody waits for a review: the session runs, was cancelled, ended long before it was recorded, or
 *        mirrors an alert that nobody investigated
 * @param assignee who has claimed it, and after its end who had
 * @param feedback what the reviewer wrote
 */
public record SessionReview(String sessionId, @Nullable ReviewStatus status, @Nullable String assignee,
        @Nullable Long claimedAtUs, @Nullable ReviewRating rating, @Nullable String feedback, @Nullable String reviewedBy,
        @Nullable Long reviewedAtUs) {

    /** A review that nobody has touched. */
    public static SessionReview untouched(String sessionId, @Nullable ReviewStatus status) {
        return new SessionReview(sessionId, status, null, null, null, null, null, null);
    }

    SessionReview waiting() {
        return untouched(sessionId, ReviewStatus.NEEDS_REVIEW);
    }

    SessionReview claimed(String who, long nowUs) {
        return new SessionReview(sessionId, ReviewStatus.IN_PROGRESS, who, nowUs, null, null, null, null);
    }

    SessionReview completed(ReviewCommand command) {
        boolean isClaimed = status == ReviewStatus.IN_PROGRESS;
        return new SessionReview(sessionId, ReviewStatus.REVIEWED, isClaimed ? assignee : command.who(),
                isClaimed ? claimedAtUs : Long.valueOf(command.nowUs()), command.rating(), command.feedback(), command.who(),
                command.nowUs());
    }

    /** Whether a person has ended it with the same words. */
    boolean isCompletedBy(ReviewCommand command) {
        return status == ReviewStatus.REVIEWED && command.who().equals(reviewedBy) && command.rating() == rating
                && Objects.equals(command.feedback(), feedback);
    }
}
