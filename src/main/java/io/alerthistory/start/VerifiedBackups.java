package io.alerthistory.start;

import java.util.Optional;

/** The backups of this database that were verified. A migration or a rollback asks whether there is a recent one. */
public interface VerifiedBackups {

    /** Returns when the snapshot of the newest one was taken, in microseconds since the epoch; empty when none is known. */
    Optional<Long> newestVerifiedUs();
}
