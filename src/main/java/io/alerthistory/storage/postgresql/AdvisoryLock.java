package io.alerthistory.storage.postgresql;

/**
 * The advisory locks that the service takes, each for one transaction. All of their numbers stand here: two with the same
 * number
 * would wait for each other.
 */
enum AdvisoryLock {

    /** Claims within a limit; taken by the function claim_session of the schema. */
    CLAIM(7_221_004_119L),
    /** Creations that would make a bounded queue longer. */
    QUEUE(7_221_004_120L),
    RETENTION(7_221_004_121L),
    ORPHANS(7_221_004_122L),
    EXPIRY(7_221_004_123L),
    /** A backup; taken by the package backup, which works over a connection of its own. */
    BACKUP(7_221_004_124L),
    /** Recordings of alerts: the first of 256, each of which is for a part of all fingerprints. */
    ALERTS(7_221_005_000L);

    private final long number;

    AdvisoryLock(long number) {
        this.number = number;
    }

    long number() {
        return number;
    }
}
