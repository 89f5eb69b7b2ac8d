package io.alerthistory.review;

import java.util.Map;
import java.util.Objects;

/** Who may do what with a review, and what it does: the only table of it. */
final class ReviewRules {

    /** How a session stands to the person who acts. */
    enum Situation {
        /** It has not ended. */
        RUNS,
        /** Nobody has claimed it. */
        FREE,
        /** The person has claimed it. */
        OWN,
        /** Somebody else has claimed it. */
        OTHERS,
        REVIEWED
    }

    /** What an action does in a situation. */
    enum Effect {
        DONE,
        NOTHING,
        REFUSED,
        /** Done for a person who may give back other people's claims, else refused. */
        RELEASED,
        /** Nothing for a repeat of the same words by the same person, else refused. */
        REPEATED
    }

    private static final Map<ReviewAction, Map<Situation, Effect>> TABLE = Map.of(
            ReviewAction.CLAIM, row(Effect.DONE, Effect.NOTHING, Effect.REFUSED, Effect.REFUSED),
            ReviewAction.UNCLAIM, row(Effect.NOTHING, Effect.DONE, Effect.RELEASED, Effect.REFUSED),
            ReviewAction.COMPLETE, row(Effect.DONE, Effect.DONE, Effect.REFUSED, Effect.REPEATED),
            ReviewAction.REOPEN, row(Effect.NOTHING, Effect.NOTHING, Effect.NOTHING, Effect.DONE));

    private ReviewRules() {
    }

    private static Map<Situation, Effect> row(Effect free, Effect own, Effect others, Effect reviewed) {
        return Map.of(Situation.RUNS, Effect.REFUSED, Situation.FREE, free, Situation.OWN, own, Situation.OTHERS, others,
                Situation.REVIEWED, reviewed);
    }

    /** Decides about one session. */
    static ReviewDecision decide(ReviewedSession session, ReviewCommand command) {
        SessionReview review = session.review();
        Situation situation = situation(session, command.who());
        Effect effect = Objects.requireNonNull(Objects.requireNonNull(TABLE.get(command.action())).get(situation));
        return switch (effect) {
            case DONE -> ReviewDecision.changed(after(review, command));
            case NOTHING -> ReviewDecision.unchanged(review);
            case REFUSED -> ReviewDecision.refused(reason(situation), review);
            case RELEASED -> command.mayRelease() ? ReviewDecision.changed(after(review, command))
                    : ReviewDecision.refused(reason(situation), review);
            case REPEATED -> review.isCompletedBy(command) ? ReviewDecision.unchanged(review)
                    : ReviewDecision.refused(reason(situation), review);
        };
    }

    private static Situation situation(ReviewedSession session, String who) {
        SessionReview review = session.review();
        if (!session.status().isTerminal()) {
            return Situation.RUNS;
        }
        if (review.status() == ReviewStatus.REVIEWED) {
            return Situation.REVIEWED;
        }
        if (review.status() == ReviewStatus.IN_PROGRESS) {
            return who.equals(review.assignee()) ? Situation.OWN : Situation.OTHERS;
        }
        return Situation.FREE;
    }

    private static SessionReview after(SessionReview review, ReviewCommand command) {
        return switch (command.action()) {
            case CLAIM -> review.claimed(command.who(), command.nowUs());
            case UNCLAIM, REOPEN -> review.waiting();
            case COMPLETE -> review.completed(command);
        };
    }

    private static ReviewRefusal reason(Situation situation) {
        return switch (situation) {
            case RUNS -> ReviewRefusal.SESSION_NOT_ENDED;
            case OTHERS -> ReviewRefusal.CLAIMED_BY_ANOTHER;
            case REVIEWED -> ReviewRefusal.ALREADY_REVIEWED;
            case FREE, OWN -> throw new IllegalArgumentException(situation.name());
        };
    }
}
