package io.alerthistory.storage.mapping;

/** What maintenance looks for, on both databases; the parameters are written as the database writes them. */
public final class MaintenanceQueries {

    private MaintenanceQueries() {
    }

    /**
     * The session_id and the number of rows of the sessions that ended first and are not on hold: as many as stay within a
     * number
     * of rows, at least one, at most 200.
     *
     * @param lock what keeps others from them meanwhile, and passes over those that others have
     */
    public static String ended(String before, String maxRows, String lock) {
        return """
                select session_id, weight
                from (
                    select session_id, weight,
                        sum(weight) over (order by completed_at_us, session_id) - weight as earlier
                    from (
                        select session_id, completed_at_us,
                            1 + total_stages + llm_interaction_count + mcp_communication_count as weight
                        from alert_sessions
                        where completed_at_us < %s and held_at_us is null
                        order by completed_at_us, session_id
                        limit 200
                        %s) as oldest) as weighed
                where earlier < %s""".formatted(before, lock, maxRows);
    }

    /** Sessions in progress whose worker fell silent. */
    public static String silent(String since) {
        return """
                select session_id
                from alert_sessions
                where status = 'in_progress' and supervised and last_interaction_at < %s
                limit 100""".formatted(since);
    }

    /** Sessions that were to be cancelled. */
    public static String canceling(String since) {
        return """
                select session_id
                from alert_sessions
                where status = 'canceling' and cancel_requested_at_us < %s
                limit 100""".formatted(since);
    }
}
