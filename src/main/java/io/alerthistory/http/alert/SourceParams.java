package io.alerthistory.http.alert;

import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.FieldError;
import io.alerthistory.error.ProblemException;

/**
 * The parameter that names a sender.
 *
 * @param source empty when the sender has no name
 */
record SourceParams(String source) {

    static final String DESCRIPTION = "The name of the sender, which tells alerts of several clusters apart: at most 255 characters";

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{0,255}");

    /** @throws ProblemException 422 when it is too long, or has control characters */
    static SourceParams of(@Nullable String sent) {
        String source = sent == null ? "" : sent;
        if (!NAME.matcher(source).matches()) {
            throw ProblemException.invalidParameters(List.of(
                    FieldError.parameter("source", "must have at most 255 characters, and no control characters")));
        }
        return new SourceParams(source);
    }
}
