package io.alerthistory.episode.read;

import org.jspecify.annotations.Nullable;

/**
 * An alert as it is stored.
 *
 * @param id the alert's number in the database
 */
public record DetailedAlert(long id, AlertDetailView view) {

    public String source() {
        return view.source();
    }

    public String fingerprint() {
        return view.fingerprint();
    }

    /** Of several sources, those behind the cursor's one may have an episode with the same start. */
    long beforeUs(@Nullable Place after) {
        return after == null ? Long.MAX_VALUE : source().compareTo(after.source()) > 0 ? after.us() + 1 : after.us();
    }
}
