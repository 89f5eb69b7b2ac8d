package io.alerthistory.erasure;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonFormat;

import io.alerthistory.error.ProblemException;

/**
 * Which sessions are erased: those that meet all conditions that are given.
 *
 * @param author of the session, exact
 * @param label of the session's alert, exact
 * @param sessionIds unknown ones are ignored
 */
public record EraseMatch(
        @Nullable @Size(min = 1, max = EraseMatch.MAX_AUTHOR) String author,
        @Nullable @Valid EraseLabel label,
        @JsonFormat(without = JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY) @Nullable @Size(min = 1, max = EraseMatch.MAX_IDS) List<@NotNull String> sessionIds) {

    static final int MAX_AUTHOR = 255;
    static final int MAX_IDS = 1_000;

    /**
     * Checks that something is given: a match without a condition would be the whole history.
     *
     * @throws ProblemException 422 when nothing is
     */
    public EraseMatch {
        if (author == null && label == null && sessionIds == null) {
            throw ProblemException.invalidField("/match", "must have at least one of author, label and session_ids");
        }
    }

    /** The author, when nothing else is given. */
    @Nullable
    String authorAlone() {
        return label == null && sessionIds == null ? author : null;
    }

    /** The label, when nothing else is given. */
    @Nullable
    EraseLabel labelAlone() {
        return author == null && sessionIds == null ? label : null;
    }
}
