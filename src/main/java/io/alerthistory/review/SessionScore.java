package io.alerthistory.review;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A score of a session, which never changes.
 *
 * @param scoreNumber from 1, in the order of arrival
 * @param author who sent it
 * @param createdAtUs microseconds since the epoch
 */
public record SessionScore(String sessionId, long scoreNumber, long score, String source, @Nullable String analysis,
        List<String> tags, String author, long createdAtUs) {

    public SessionScore {
        tags = List.copyOf(tags);
    }
}
