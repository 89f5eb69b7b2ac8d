package io.alerthistory.database;

/**
 * The advisory locks that the service and its commands take on PostgreSQL, with all of their numbers: two with the same number
 * would wait for each other.
 */
public enum AdvisoryLock {

    /** Claims within a limit; taken by the function claim_session of the schema. */
    CLAIM(7_221_004_119L),
    /** Creations that would make a bounded queue longer. */
    QUEUE(7_221_004_120L),
    RETENTION(7_221_004_121L),
    ORPHANS(7_221_004_122L),
    EXPIRY(7_221_004_123L),
    /** A backup; held by its connection. */
    BACKUP(7_221_004_124L),
    /** A self-test; held by its connection. */
    SELF_TEST(7_221_004_125L),
    /** A transfer into the database; held by its connection. */
    TRANSFER(7_221_004_131L),
    /** Pruning of the audit log; taken by the function audit_prune of the schema. */
    AUDIT(7_221_004_132L),
    /** Moving events to where they are read. */
    EVENTS(7_221_004_133L),
    /** Sums of days of the history of alerts. */
    ALERT_ROLLUP(7_221_004_134L),
    /** Recordings of alerts: the first of 256, each of which is for a part of all fingerprints. */
    ALERTS(7_221_005_000L);

    private final long number;

    AdvisoryLock(long number) {
        this.number = number;
    }

    /** The key of the lock. */
    public long number() {
        return number;
    }
}
