package io.alerthistory.storage.mapping;

/** The condition under which one more session may wait; the same on both databases. Never counts beyond the limit. */
public final class PendingLimit {

    private PendingLimit() {
    }

    /**
     * The WHERE of an INSERT … SELECT.
     *
     * @param most how the statement writes the parameter with the limit
     */
    public static String where(String most) {
        return " where (select count(*) from (select 1 from alert_sessions where status = 'pending' limit " + most
                + ") as pending) < " + most;
    }
}
