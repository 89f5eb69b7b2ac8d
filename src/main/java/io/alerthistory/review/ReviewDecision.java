package io.alerthistory.review;

import org.jspecify.annotations.Nullable;

/**
 * What becomes of an action on one session.
 *
 * @param refusal null unless it is refused
 * @param review as it is afterwards
 */
public record ReviewDecision(ReviewResult result, @Nullable ReviewRefusal refusal, SessionReview review) {

    static ReviewDecision changed(SessionReview review) {
        return new ReviewDecision(ReviewResult.CHANGED, null, review);
    }

    static ReviewDecision unchanged(SessionReview review) {
        return new ReviewDecision(ReviewResult.UNCHANGED, null, review);
    }

    static ReviewDecision refused(ReviewRefusal refusal, SessionReview review) {
        return new ReviewDecision(ReviewResult.REFUSED, refusal, review);
    }

    public boolean isChange() {
        return result == ReviewResult.CHANGED;
    }
}
