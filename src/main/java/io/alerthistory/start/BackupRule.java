package io.alerthistory.start;

import java.time.Duration;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** A change of the schema wants a verified backup that is younger than an hour, unless the caller does without. */
final class BackupRule {

    static final Duration MAX_AGE = Duration.ofHours(1);

    private static final String REMEDY = ": make one, or do without (backup skip)";

    private BackupRule() {
    }

    /**
     * Returns what is missing; empty when there is a recent backup.
     *
     * @param newestUs of the verified backups; null when none is known
     */
    static Optional<String> missing(@Nullable Long newestUs, long nowUs) {
        if (newestUs == null) {
            return Optional.of("no verified backup is known" + REMEDY);
        }
        long ageUs = nowUs - newestUs;
        return ageUs < MAX_AGE.toNanos() / 1000 ? Optional.empty()
                : Optional.of("the newest verified backup is " + ageUs / 60_000_000 + " minutes old, more than "
                        + MAX_AGE.toMinutes() + REMEDY);
    }
}
