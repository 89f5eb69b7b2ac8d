package io.alerthistory.review;

import org.jspecify.annotations.Nullable;

/**
 * An action of a person, checked.
 *
 * @param who the person
 * @param mayRelease whether the person may give back what another one has claimed
 * @param rating not null for a completion
 * @param nowUs microseconds since the epoch
 */
record ReviewCommand(ReviewAction action, String who, boolean mayRelease, @Nullable ReviewRating rating,
        @Nullable String feedback, long nowUs) {
}
