package io.alerthistory.storage.mapping;

import java.util.ArrayList;
import java.util.List;

import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.NotificationView;
import io.alerthistory.episode.read.Place;

/** The SQL of who was told about alerts: portable. */
public final class NotificationQueries {

    private static final String ALL_NOTIFICATIONS = "select m.* from alert_notifications m ";

    /** State 3 is an alert that was kept out of the message. */
    private static final String OF_ALERT = """
            with told as materialized (
                select distinct n.notification_id
                from alerts a
                {notified}
                where a.fingerprint = {fingerprint} and n.state < 3)
            select m.*
            from told t
            {notifications}
            """;

    private NotificationQueries() {
    }

    /** A page of notifications, the newest first. An alert has few of all: those are found by it, and then sorted. */
    public static Statement page(NotificationQuery query, Dialect dialect) {
        Parameters parameters = new Parameters(dialect);
        String fingerprint = query.fingerprint();
        String from = fingerprint == null ? ALL_NOTIFICATIONS
                : SqlTemplate.of(OF_ALERT).with("fingerprint", parameters.add(fingerprint))
                        .with("notified", dialect.joinEach("alert_notified", "n", "n.alert_id = a.alert_id"))
                        .with("notifications",
                                dialect.joinEach("alert_notifications", "m", "m.notification_id = t.notification_id"))
                        .sql();
        List<String> conditions = new ArrayList<>();
        conditions.add("m.at_us >= " + parameters.add(query.window().fromUs()));
        conditions.add("m.at_us < " + parameters.add(query.window().toUs()));
        AlertQueries.equal("m.receiver", query.receiver(), parameters, conditions);
        AlertQueries.equal("m.source", query.source(), parameters, conditions);
        Place after = query.after();
        if (after != null) {
            conditions.add("(m.at_us, m.notification_id) < (" + parameters.add(after.us()) + ", "
                    + parameters.add(after.ref()) + ")");
        }
        return Statement.of(from + AlertQueries.where(conditions)
                + " order by m.at_us desc, m.notification_id desc limit " + parameters.add((long) query.size()), parameters);
    }

    public static NotificationView notification(RowReader row) {
        return new NotificationView(row.text("notification_id"), row.number("at_us"), row.text("source"),
                row.text("group_key"), row.text("receiver"), row.text("integration"), row.integer("integration_index"),
                row.textOrNull("reason"), row.integer("firing"), row.integer("resolved"), row.integer("muted"),
                row.integer("truncated"), row.textOrNull("instance"), row.number("received_at_us"));
    }
}
