package io.alerthistory.storage.mapping;

import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import io.alerthistory.alert.Firing;
import io.alerthistory.json.JsonName;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;

/** How the sessions of alerts are found and changed; the same on both databases. */
public final class FiringTables {

    /** More sessions of one alert than this end together only where an older version left them open. */
    private static final int MAX_FIRINGS = 200;

    /** As the index has it: the alert_id without the time behind the last @. */
    private static final String KEY = "rtrim(alert_id, '0123456789-:.TZ')";

    /** As the index has it: what is open ends last. */
    private static final String END = "coalesce(completed_at_us, 9223372036854775807)";

    private static final Column<Firing> SESSION_ID = Column.text("session_id", Firing::sessionId);
    private static final Column<Firing> ALERT_ID = Column.text("alert_id", Firing::alertId);
    private static final Column<Firing> STARTED_AT = Column.bigint("started_at_us", Firing::startedAtUs);
    private static final Column<Firing> COMPLETED_AT = Column.bigint("completed_at_us", Firing::completedAtUs);
    private static final Column<Firing> ALERT_DATA = Column.json("alert_data", Firing::alertData);
    private static final Column<Firing> SEARCH_DOCUMENT = Column.utf8("search_document", Firing::searchDocument);
    private static final Column<Firing> STARTS = Column.text("alert_starts", Firing::starts);
    private static final Column<Firing> TOLD_START = Column.text("alert_told_start", Firing::reportedStart);

    private static final List<Column<Firing>> OWN = List.of(SESSION_ID, ALERT_ID, Column.name("status", Firing::status),
            STARTED_AT, COMPLETED_AT, ALERT_DATA, SEARCH_DOCUMENT);

    /** A session as an alert creates it. */
    public static final Table<Firing> CREATED = new Table<>("alert_sessions",
            Stream.concat(Tables.NEW_SESSIONS.columns().stream().map(FiringTables::column), Stream.of(STARTS, TOLD_START))
                    .toList(),
            List.of(), FiringTables::firing);

    /** What alerts change of a session; the status is the one that it had. */
    public static final Table<Firing> CHANGED = new Table<>("alert_sessions",
            List.of(SESSION_ID, ALERT_ID, Column.name("status", Firing::storedStatus), STARTED_AT, COMPLETED_AT, ALERT_DATA,
                    SEARCH_DOCUMENT, STARTS, TOLD_START),
            List.of(), FiringTables::firing);

    private FiringTables() {
    }

    private static Column<Firing> column(Column<AlertSession> sent) {
        return OWN.stream().filter(own -> own.name().equals(sent.name())).findFirst()
                .orElseGet(() -> new Column<>(sent.name(), sent.type(), firing -> sent.value().apply(firing.session())));
    }

    /**
     * Selects the sessions of an alert that end at an instant or later, the earliest end first. The condition on agent_type is
     * written so that the planner uses the index of migration 7 with any statistics.
     */
    public static String find(String key, String fromUs) {
        return SqlTemplate.of("""
                select session_id, alert_id, status, started_at_us, completed_at_us, alert_starts, alert_told_start
                from alert_sessions
                where (agent_type = 'alertmanager') is true and {alert} = {key} and {end} >= {from}
                order by {end}
                limit {max}""").with("alert", KEY).with("key", key).with("end", END).with("from", fromUs)
                .with("max", String.valueOf(MAX_FIRINGS)).sql();
    }

    /**
     * Changes a session t, unless someone has taken it in hand since it was looked at. It keeps its alert_id where another
     * session
     * has the new one.
     *
     * @param sent makes of a column's name what was sent for it, as the type that the column has
     */
    public static String set(UnaryOperator<String> sent) {
        return "alert_id = case when exists (select 1 from alert_sessions as o where o.alert_id = " + sent.apply("alert_id")
                + " and o.session_id <> t.session_id) then t.alert_id else " + sent.apply("alert_id") + " end,"
                + " started_at_us = " + sent.apply("started_at_us") + ", completed_at_us = " + sent.apply("completed_at_us")
                + ","
                + " status = case when " + sent.apply("completed_at_us") + " is null then t.status else 'completed' end,"
                + " alert_data = " + unlessErased("alert_data", sent) + ", search_document = "
                + unlessErased("search_document", sent) + ","
                + " alert_starts = " + sent.apply("alert_starts") + ", alert_told_start = " + sent.apply("alert_told_start")
                + ","
                + " version = t.version + 1";
    }

    /** What was erased does not come back with the next report of the alert. */
    private static String unlessErased(String column, UnaryOperator<String> sent) {
        return "case when t.erased_at_us is null then coalesce(" + sent.apply(column) + ", t." + column + ") else t." + column
                + " end";
    }

    /** A row of {@link #find}. */
    public static Firing firing(RowReader row) {
        return Firing.stored(row.text("session_id"), row.text("alert_id"),
                JsonName.stored(SessionStatus.class, row.text("status")), row.number("started_at_us"),
                row.longOrNull("completed_at_us"), row.textOrNull("alert_starts"), row.textOrNull("alert_told_start"));
    }
}
