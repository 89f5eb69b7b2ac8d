package io.alerthistory.session;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;

/** The end of something that is recorded in whatever state it is in: there when the state is terminal, and only then. */
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
