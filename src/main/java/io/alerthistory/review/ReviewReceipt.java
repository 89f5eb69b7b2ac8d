package io.alerthistory.review;

import java.util.List;

/**
 * The response to a change of reviews.
 *
 * @param results one for each session, in the order of the request
 */
public record ReviewReceipt(List<ReviewOutcome> results) {

    public ReviewReceipt {
        results = List.copyOf(results);
    }
}
