package io.alerthistory.http.page.overview;

import java.util.List;
import java.util.Map;

import io.alerthistory.history.CountMode;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.SessionList.Pagination;
import io.alerthistory.http.page.ListAddress;
import io.alerthistory.http.page.Words;
import io.alerthistory.review.ReviewStatus;

/**
 * What needs review.
 *
 * @param text how many sessions, in words; empty when none does
 * @param address of the list of them
 */
public record ReviewsView(String text, String address) {

    /** The filter of the list. */
    static final Map<String, List<String>> WAITING = Map.of(FilterField.REVIEW_STATUS.jsonName(),
            List.of(ReviewStatus.NEEDS_REVIEW.jsonName()));

    static ReviewsView of(Pagination pagination) {
        Long items = pagination.totalItems();
        String text = items == null || items == 0 ? ""
                : (pagination.count() == CountMode.ESTIMATE ? "About " : "")
                        + Words.count(items, "session needs review", "sessions need review");
        return new ReviewsView(text, new ListAddress(WAITING).toString());
    }
}
