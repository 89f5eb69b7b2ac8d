package io.alerthistory.review;

import java.util.List;

import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import io.alerthistory.id.Ids;

/**
 * The body of a change of reviews.
 *
 * @param rating required for complete, and only for it
 * @param feedback only for complete
 */
public record ReviewRequest(
        @NotEmpty @Size(max = ReviewRequest.MAX_SESSIONS) List<@NotNull @Pattern(regexp = Ids.PATTERN, message = Ids.PATTERN_MESSAGE) String> sessionIds,
        @NotNull ReviewAction action, @Nullable ReviewRating rating,
        @Nullable @Size(max = ReviewRequest.MAX_FEEDBACK) String feedback) {

    static final int MAX_SESSIONS = 50;
    static final int MAX_FEEDBACK = 4_000;
}
