package io.alerthistory.episode;

import io.alerthistory.json.JsonText;

/**
 * A version of a silence. Instants are microseconds since the epoch.
 *
 * @param updatedAtUs identifies the version
 * @param endsAtUs when it ends unless it is changed
 * @param matchers an array of objects with name, value, isRegex and isEqual
 * @param createdBy who made it; may be empty
 * @param seenByApi whether Alertmanager's API told it, which also tells when a person ended it
 */
public record Silence(String source, String silenceId, long updatedAtUs, long startsAtUs, long endsAtUs, JsonText matchers,
        String createdBy, String comment, boolean seenByApi) {
}
