package io.alerthistory.review;

import org.jspecify.annotations.Nullable;

/**
 * What became of an action on one session.
 *
 * @param code why it was refused; null unless it was
 * @param detail the same in words
 * @param review as it is now; null when there is no such session
 */
public record ReviewOutcome(String sessionId, ReviewResult result, @Nullable ReviewRefusal code, @Nullable String detail,
        @Nullable SessionReview review) {

    static ReviewOutcome unknown(String sessionId) {
        return new ReviewOutcome(sessionId, ReviewResult.REFUSED, ReviewRefusal.SESSION_NOT_FOUND,
                "Session " + sessionId + " not found", null);
    }

    static ReviewOutcome of(ReviewDecision decision) {
        SessionReview review = decision.review();
        ReviewRefusal refusal = decision.refusal();
        return new ReviewOutcome(review.sessionId(), decision.result(), refusal,
                refusal == null ? null : detail(refusal, review), review);
    }

    private static String detail(ReviewRefusal refusal, SessionReview review) {
        return switch (refusal) {
            case SESSION_NOT_FOUND -> "Session " + review.sessionId() + " not found";
            case SESSION_NOT_ENDED -> "The session has not ended; only what has ended can be reviewed";
            case CLAIMED_BY_ANOTHER -> "The review is claimed by " + review.assignee();
            case ALREADY_REVIEWED -> "The session was reviewed by " + review.reviewedBy() + "; reopen the review first";
        };
    }
}
