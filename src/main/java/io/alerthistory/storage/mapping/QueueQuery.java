package io.alerthistory.storage.mapping;

import io.alerthistory.health.QueueDepth;

/** The SQL of the queue's depth: portable; two ranges of one index, each read up to a bound. */
public final class QueueQuery {

    private QueueQuery() {
    }

    /** One row of two counts; {@code max} is the parameter as the database writes it. */
    public static String sql(String max) {
        return """
                select
                    (select count(*)
                    from (select 1 from alert_sessions where status = 'pending' limit %1$s) as p) as pending,
                    (select count(*)
                    from (select 1 from alert_sessions where status = 'in_progress' limit %1$s) as a) as in_progress"""
                .formatted(max);
    }

    public static QueueDepth depth(RowReader row) {
        return new QueueDepth(row.number("pending"), row.number("in_progress"));
    }
}
