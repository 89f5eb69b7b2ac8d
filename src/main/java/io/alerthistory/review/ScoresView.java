package io.alerthistory.review;

import java.util.List;

/**
 * The scores of a session.
 *
 * @param scores the latest first
 */
public record ScoresView(List<SessionScore> scores) {

    public ScoresView {
        scores = List.copyOf(scores);
    }
}
