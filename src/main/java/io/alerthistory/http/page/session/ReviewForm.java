package io.alerthistory.http.page.session;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.page.Form;
import io.alerthistory.json.JsonName;
import io.alerthistory.request.Caller;
import io.alerthistory.review.ReviewAction;
import io.alerthistory.review.ReviewOutcome;
import io.alerthistory.review.ReviewRating;
import io.alerthistory.review.ReviewRequest;
import io.alerthistory.review.ReviewResult;
import io.alerthistory.review.Reviews;
import io.smallrye.mutiny.Uni;

/** Does what a form of a review says. */
@Singleton
final class ReviewForm {

    private final Reviews reviews;
    private final Validator validator;

    ReviewForm(Reviews reviews, Validator validator) {
        this.reviews = reviews;
        this.validator = validator;
    }

    /**
     * Changes the review of a session.
     *
     * @throws ProblemException 422 for an invalid field, 404 unknown, 409 when the review refuses the change
     */
    Uni<ReviewOutcome> send(String sessionId, @Nullable String body) {
        Form form = Form.of(body);
        String feedback = form.value("feedback");
        ReviewRequest request = new ReviewRequest(List.of(sessionId),
                Objects.requireNonNullElseGet(named(ReviewAction.values(), form, "action"), () -> {
                    throw ProblemException.invalidField("/action", "must not be empty");
                }), named(ReviewRating.values(), form, "rating"), feedback == null ? null : feedback.replace("\r\n", "\n"));
        Set<ConstraintViolation<ReviewRequest>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw ProblemException.invalidField("/feedback", violations.iterator().next().getMessage());
        }
        return reviews.change(request, Caller.current()).map(receipt -> accepted(receipt.results().get(0)));
    }

    private static ReviewOutcome accepted(ReviewOutcome outcome) {
        if (outcome.result() == ReviewResult.REFUSED) {
            throw new ProblemException(
                    outcome.review() == null ? ErrorCode.SESSION_NOT_FOUND : ErrorCode.FORBIDDEN_TRANSITION,
                    Objects.requireNonNull(outcome.detail()));
        }
        return outcome;
    }

    private static <E extends JsonName> @Nullable E named(E[] values, Form form, String field) {
        String name = form.value(field);
        return name == null ? null
                : Arrays.stream(values).filter(value -> value.jsonName().equals(name)).findFirst()
                        .orElseThrow(() -> ProblemException.invalidField("/" + field, "is unknown"));
    }
}
