package io.alerthistory.http.page.session;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.alerthistory.review.ReviewRating;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.review.SessionReview;

/**
 * The review of a session, and what the caller may do with it.
 *
 * @param shown whether there is something to show, or to do
 * @param address where the forms go
 * @param status the name of the state; empty when nobody waits for a review
 * @param claimedBy empty when nobody has claimed it
 * @param rating empty when it was not reviewed, as the next two
 * @param at when it was reviewed, or else claimed; null when neither
 * @param ratings those to choose from
 * @param version changes with what is shown and offered
 */
public record ReviewView(boolean shown, String address, String status, String state, String claimedBy, String rating,
        String feedback, String reviewedBy, @Nullable Moment at, boolean claim, boolean unclaim, boolean complete,
        boolean reopen, List<Rating> ratings, String version) {

    /** A rating that can be chosen. */
    public record Rating(String value, String label) {
    }

    /**
     * Makes the view.
     *
     * @param address of the page of the session
     */
    static ReviewView of(SessionReview review, boolean isEnded, String address, Caller caller) {
        ReviewStatus status = review.status();
        boolean acts = isEnded && caller.may(Role.OPERATOR);
        boolean isClaimed = status == ReviewStatus.IN_PROGRESS;
        boolean isOwn = isClaimed && caller.author().equals(review.assignee());
        boolean isReviewed = status == ReviewStatus.REVIEWED;
        boolean isFree = !isClaimed && !isReviewed;
        Long at = isReviewed ? review.reviewedAtUs() : review.claimedAtUs();
        ReviewRating rating = review.rating();
        return new ReviewView(status != null || acts, address + "/review", status == null ? "" : status.jsonName(),
                status == null ? "" : Words.of(status), isClaimed ? text(review.assignee()) : "",
                rating == null ? "" : Words.of(rating), text(review.feedback()), text(review.reviewedBy()),
                at == null ? null : Moment.of(at), acts && isFree,
                acts && (isOwn || (isClaimed && caller.may(Role.ADMIN))), acts && (isFree || isOwn), acts && isReviewed,
                Arrays.stream(ReviewRating.values()).map(each -> new Rating(each.jsonName(), Words.of(each))).toList(),
                acts + "-" + status + "-" + at);
    }

    private static String text(@Nullable String text) {
        return Objects.requireNonNullElse(text, "");
    }
}
