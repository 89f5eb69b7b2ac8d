package io.alerthistory.episode.read;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.Suppression;

/**
 * An episode that was seen held back by a silence or by another alert. Instants are microseconds since the epoch.
 *
 * @param alertId the alert's number in the database
 * @param ref the silence's identifier, or the rule and the fingerprints of the alerts that inhibit
 * @param silenceStartsAtUs of the newest version of the silence; null when it is not known, or an alert inhibits
 * @param silenceEndsAtUs when the silence ends unless it is changed
 * @param silencedBy who made the silence; null or empty when that is not known
 * @param silenceComment what that person said
 */
public record Suppressed(long alertId, String source, Suppression.Kind kind, String ref, long firstSeenUs, long receivedAtUs,
        long startsAtUs, @Nullable Long endsAtUs, @Nullable Long silenceStartsAtUs, @Nullable Long silenceEndsAtUs,
        @Nullable String silencedBy, @Nullable String silenceComment) {

    private static final Pattern FINGERPRINT = Pattern.compile("(?<![0-9a-f])[0-9a-f]{16}(?![0-9a-f])");

    /** The fingerprints of the alerts that inhibit. */
    List<String> inhibitors() {
        return kind == Suppression.Kind.SILENCED ? List.of()
                : FINGERPRINT.matcher(ref).results().map(MatchResult::group).distinct().toList();
    }

    /** Whether it belongs to an episode. */
    boolean isOf(long alert, long episodeStartsAtUs) {
        return alertId == alert && startsAtUs == episodeStartsAtUs;
    }
}
