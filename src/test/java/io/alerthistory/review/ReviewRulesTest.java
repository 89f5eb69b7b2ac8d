package io.alerthistory.review;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.alerthistory.session.SessionStatus;

class ReviewRulesTest {

    private static final String ANN = "ann";
    private static final String BOB = "bob";

    private static ReviewCommand command(ReviewAction action, String who, boolean mayRelease) {
        boolean isCompletion = action == ReviewAction.COMPLETE;
        return new ReviewCommand(action, who, mayRelease, isCompletion ? ReviewRating.ACCURATE : null,
                isCompletion ? "found it" : null, 77);
    }

    /** The review of a session in a situation, as Ann sees it. */
    private static SessionReview review(String situation) {
        return switch (situation) {
            case "none" -> SessionReview.untouched("s", null);
            case "free" -> SessionReview.untouched("s", ReviewStatus.NEEDS_REVIEW);
            case "own" -> new SessionReview("s", ReviewStatus.IN_PROGRESS, ANN, 5L, null, null, null, null);
            case "others" -> new SessionReview("s", ReviewStatus.IN_PROGRESS, BOB, 5L, null, null, null, null);
            case "reviewed" -> new SessionReview("s", ReviewStatus.REVIEWED, BOB, 5L, ReviewRating.INACCURATE, null, BOB, 6L);
            case "repeated" ->
                new SessionReview("s", ReviewStatus.REVIEWED, ANN, 5L, ReviewRating.ACCURATE, "found it", ANN, 6L);
            default -> throw new IllegalArgumentException(situation);
        };
    }

    private static ReviewDecision decide(String situation, ReviewAction action, boolean mayRelease) {
        return ReviewRules.decide(new ReviewedSession(SessionStatus.COMPLETED, review(situation)),
                command(action, ANN, mayRelease));
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            none,     CLAIM,    CHANGED,   IN_PROGRESS,
            free,     CLAIM,    CHANGED,   IN_PROGRESS,
            own,      CLAIM,    UNCHANGED, IN_PROGRESS,
            others,   CLAIM,    REFUSED,   IN_PROGRESS,  CLAIMED_BY_ANOTHER
            reviewed, CLAIM,    REFUSED,   REVIEWED,     ALREADY_REVIEWED
            none,     UNCLAIM,  UNCHANGED, ,
            free,     UNCLAIM,  UNCHANGED, NEEDS_REVIEW,
            own,      UNCLAIM,  CHANGED,   NEEDS_REVIEW,
            others,   UNCLAIM,  REFUSED,   IN_PROGRESS,  CLAIMED_BY_ANOTHER
            reviewed, UNCLAIM,  REFUSED,   REVIEWED,     ALREADY_REVIEWED
            none,     COMPLETE, CHANGED,   REVIEWED,
            free,     COMPLETE, CHANGED,   REVIEWED,
            own,      COMPLETE, CHANGED,   REVIEWED,
            others,   COMPLETE, REFUSED,   IN_PROGRESS,  CLAIMED_BY_ANOTHER
            reviewed, COMPLETE, REFUSED,   REVIEWED,     ALREADY_REVIEWED
            repeated, COMPLETE, UNCHANGED, REVIEWED,
            none,     REOPEN,   UNCHANGED, ,
            free,     REOPEN,   UNCHANGED, NEEDS_REVIEW,
            own,      REOPEN,   UNCHANGED, IN_PROGRESS,
            others,   REOPEN,   UNCHANGED, IN_PROGRESS,
            reviewed, REOPEN,   CHANGED,   NEEDS_REVIEW,
            """)
    void anActionHasOneEffectInEachSituation(String situation, ReviewAction action, ReviewResult result,
            @Nullable ReviewStatus status, @Nullable ReviewRefusal refusal) {
        ReviewDecision decision = decide(situation, action, false);

        assertThat(decision.result()).isEqualTo(result);
        assertThat(decision.refusal()).isEqualTo(refusal);
        assertThat(decision.review().status()).isEqualTo(status);
    }

    @ParameterizedTest
    @EnumSource(SessionStatus.class)
    void onlyASessionThatHasEndedIsReviewed(SessionStatus status) {
        assertThat(Arrays.stream(ReviewAction.values())
                .map(action -> ReviewRules.decide(new ReviewedSession(status, review("none")), command(action, ANN, true)))
                .map(ReviewDecision::refusal))
                .allMatch(refusal -> refusal == (status.isTerminal() ? null : ReviewRefusal.SESSION_NOT_ENDED));
    }

    @Test
    void anAdministratorGivesBackWhatSomebodyElseHasClaimed() {
        ReviewDecision decision = decide("others", ReviewAction.UNCLAIM, true);

        assertThat(decision).isEqualTo(ReviewDecision.changed(review("free")));
    }

    @Test
    void aCompletionOfWhatNobodyClaimedIsAClaimAsWell() {
        assertThat(decide("free", ReviewAction.COMPLETE, false).review()).isEqualTo(
                new SessionReview("s", ReviewStatus.REVIEWED, ANN, 77L, ReviewRating.ACCURATE, "found it", ANN, 77L));
        assertThat(decide("own", ReviewAction.COMPLETE, false).review()).isEqualTo(
                new SessionReview("s", ReviewStatus.REVIEWED, ANN, 5L, ReviewRating.ACCURATE, "found it", ANN, 77L));
    }

    @Test
    void reopeningRemovesTheRatingAndTheFeedback() {
        assertThat(decide("repeated", ReviewAction.REOPEN, false).review()).isEqualTo(review("free"));
    }
}
