package io.alerthistory.http.page;

import java.util.List;

/**
 * A problem that is shown to people.
 *
 * @param errors a sentence for each invalid value
 * @param advice what to do
 */
public record ProblemView(String heading, String detail, List<String> errors, String advice, String requestId) {

    public ProblemView {
        errors = List.copyOf(errors);
    }
}
