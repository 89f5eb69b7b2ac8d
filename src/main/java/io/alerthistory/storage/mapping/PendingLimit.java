package io.alerthistory.storage.mapping;

/** The condition under which one more session may wait; the same on both databases. Never counts beyond the limit. */
public final class PendingLimit {

    private PendingLimit() {
    }

    /**
     * The WHERE of an INSERT … SELECT.
     *
     * @param max how the statement writes the parameter with the limit
     */
    public static String where(String max) {
        return " where (select count(*) from (select 1 from alert_sessions where status = 'pending' limit " + max
                + ") as pending) < " + max;
    }
}
