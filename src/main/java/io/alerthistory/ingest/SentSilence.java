package io.alerthistory.ingest;

import io.alerthistory.episode.Silence;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.json.Truncation;
import io.alerthistory.redaction.Redaction;

/** Reads silences as events and the API of Alertmanager write them, whose matchers alone differ. */
final class SentSilence {

    private static final int MAX_NAME = 255;

    private SentSilence() {
    }

    /**
     * Reads a silence.
     *
     * @param matchers in the form of the API
     * @param byApi whether the API told it
     * @throws ProblemException when it is invalid
     */
    static Silence of(SentObject silence, String source, JsonText matchers, Redaction redaction, boolean byApi) {
        String id = silence.required("id");
        if (id.length() > MAX_NAME) {
            throw SentObject.invalid("id of a silence must have at most 255 characters");
        }
        return new Silence(source, id, SentTime.required(silence, "updatedAt"), SentTime.required(silence, "startsAt"),
                SentTime.required(silence, "endsAt"), matchers,
                Truncation.beginning(redaction.text(silence.textOrEmpty("createdBy")), MAX_NAME),
                Truncation.beginning(redaction.text(silence.textOrEmpty("comment")), SentMatchers.MAX_TEXT), byApi);
    }
}
