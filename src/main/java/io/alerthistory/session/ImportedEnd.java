package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;

/** The end of a record that is imported in any state. It is required for a terminal state, and refused for any other. */
final class ImportedEnd {

    private ImportedEnd() {
    }

    /** Checks the end against the state and the start; throws a {@link ProblemException} that names completed_at_us. */
    static void require(String status, boolean terminal, @Nullable Long startedAtUs, @Nullable Long completedAtUs) {
        if (terminal && completedAtUs == null) {
            throw invalid("is required with the status " + status);
        } else if (!terminal && completedAtUs != null) {
            throw invalid("is for a terminal status, not for " + status);
        } else if (completedAtUs != null && startedAtUs != null && completedAtUs < startedAtUs) {
            throw invalid("must not be before started_at_us");
        }
    }

    static ProblemException invalid(String message) {
        return ProblemException.invalidField("/completed_at_us", message);
    }
}
