import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A year of alerts, put straight into the tables in order of time: 50,000 alerts of 400 rules, some of which fire far more often
 * than others, for six minutes at the median. The sums of days are the service's own work.
 */
final class AlertDataSet {

    static final int ALERTS = 50_000;
    static final int RULES = 400;
    static final int TEAMS = 20;

    private static final long DAY_US = 86_400_000_000L;
    private static final int DAYS = 365;

    /** Of so many alerts the newest episode still fires. */
    private static final int OPEN_OF = 33;

    /** What stands in for numbers in the statements. */
    private static final Map<String, String> NUMBERS = Map.of("{alerts}", String.valueOf(ALERTS), "{rules}", String.valueOf(RULES),
            "{teams}", String.valueOf(TEAMS), "{year}", String.valueOf(DAYS * DAY_US), "{open}", String.valueOf(OPEN_OF));

    /** The bits of the seconds, rounded up, less one; null while it fires. */
    private static final String SPAN = "case when ends_at_us is not null then length(ltrim((greatest((ends_at_us - starts_at_us + 999999) / 1000000, 1) - 1)::bit(40)::text, '0')) end";

    private static final List<String> FILL = List.of(
            """
                    insert into alerts (alert_id, source, fingerprint, alertname, severity, labels, first_seen_us, changed_at_us, firing)
                    overriding system value
                    select n, 'eu-' || n %% 2, lpad(to_hex(n * 2654435761), 16, '0'), 'Rule' || n %% {rules},
                        (array['critical', 'warning', 'warning', 'info'])[1 + n %% 4],
                        jsonb_build_object('alertname', 'Rule' || n %% {rules}, 'severity', (array['critical', 'warning', 'warning', 'info'])[1 + n %% 4],
                            'team', 't' || n %% {rules} %% {teams}, 'instance', 'node-' || n, 'job', 'job-' || n %% 37, 'namespace', 'ns-' || n %% 91,
                            'cluster', 'eu-' || n %% 2, 'pod', 'pod-' || n),
                        us - {year}, us - {year}, false
                    from moment, generate_series(1, {alerts}) n""",
            """
                    create unlogged table drawn as
                    select alert_id, starts_at_us, case when next_us is null and alert_id %% {open} = 0 then null
                        else least(starts_at_us + duration_us, coalesce(next_us - 1000000, us)) end as ends_at_us
                    from moment, lateral (
                        select alert_id, starts_at_us, duration_us, lead(starts_at_us) over (partition by alert_id order by starts_at_us) as next_us
                        from (
                            select distinct on (alert_id, starts_at_us) * from (
                                select 1 + floor({alerts} * power(random(), 1.5))::bigint as alert_id,
                                    (us - {year} + ({year}::numeric * n / %1$d)::bigint) / 1000000 * 1000000 as starts_at_us,
                                    (exp(ln(360) + 1.5 * sqrt(-2 * ln(1 - random())) * cos(2 * pi() * random())) * 1000000)::bigint + 1000000 as duration_us
                                from moment, generate_series(1, %1$d - 1) n) any_of) one_of) followed""",
            """
                    insert into alert_episodes (alert_id, starts_at_us, ends_at_us, lease_until_us, proven_until_us, received_at_us,
                        end_received_at_us, end_reason, span_class, starts)
                    select alert_id, starts_at_us, ends_at_us, case when ends_at_us is null then us + {year} end, null, starts_at_us + 100000,
                        ends_at_us + 100000, case when ends_at_us is not null then 1 + (alert_id %% 20 = 0)::int end, {span}, 1
                    from drawn, moment order by starts_at_us""",
            """
                    update alerts a set firing = d.firing, changed_at_us = d.changed from (
                        select alert_id, bool_or(ends_at_us is null) as firing, max(coalesce(ends_at_us, starts_at_us)) as changed from drawn
                        group by alert_id) d where d.alert_id = a.alert_id""",
            """
                    insert into alert_texts (alert_id, starts_at_us, annotations)
                    select alert_id, first_us, '{"summary":"Node ' || alert_id || ' has less than a tenth of its disk left","runbook_url":"https://runbooks.example/disk"}'
                    from (select alert_id, min(starts_at_us) as first_us from drawn group by alert_id) f""",
            """
                    insert into alert_notifications (notification_id, at_us, source, group_key, receiver, integration, integration_index, firing,
                        resolved, muted, truncated, received_at_us)
                    select 'n' || n, us - {year} + ({year}::numeric * n / (%1$d / 40))::bigint, 'eu-' || n %% 2, '{}:{alertname="Rule' || n %% {rules} || '"}',
                        'team-' || n %% {teams}, 'webhook', 0, 4, 0, 0, 0, us
                    from moment, generate_series(1, %1$d / 40) n""",
            """
                    insert into alert_notified (notification_id, alert_id, starts_at_us, state)
                    select 'n' || 1 + (row_number() over (order by starts_at_us) - 1) / 4, alert_id, starts_at_us, 1 from drawn
                    where starts_at_us / 1000000 %% 10 = 3""",
            """
                    insert into alert_suppressions (alert_id, kind, ref, first_seen_us, last_seen_us, received_at_us)
                    select alert_id, 1, 'silence-' || alert_id %% 500, starts_at_us, ends_at_us, starts_at_us from drawn
                    where starts_at_us / 1000000 %% 40 = 7 and ends_at_us is not null""",
            """
                    insert into alert_acknowledgements (alert_id, starts_at_us, acked_at_us, acked_by)
                    select alert_id, starts_at_us, starts_at_us + 60000000, 'alice' from drawn where starts_at_us / 1000000 %% 50 = 11""",
            "drop table drawn");

    /** In an order that references allow. */
    private static final List<String> COPIED = List.of("alerts", "alert_episodes", "alert_texts", "alert_notifications", "alert_notified",
            "alert_suppressions", "alert_acknowledgements");

    private final Cluster cluster;
    private final String database;
    private final long episodes;

    AlertDataSet(Cluster cluster, String database, long episodes) {
        this.cluster = cluster;
        this.database = database;
        this.episodes = episodes;
    }

    /** Of an alert, from 1. */
    static String fingerprint(long alert) {
        return String.format(Locale.ROOT, "%016x", alert * 2654435761L);
    }

    boolean isLoaded() {
        return !cluster.sql(database, "select 1 from pg_class where relname = 'bench_loaded'").isEmpty();
    }

    /** The tables must be there and empty. */
    void load() {
        long began = System.nanoTime();
        List<String> indexes = cluster.sql(database, "select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid"
                + " where indrelid = 'alert_episodes'::regclass and not indisprimary order by relname");
        List<String> statements = new ArrayList<>(List.of(
                "set session_replication_role = replica", // the references are right, and are not looked up one by one
                "set synchronous_commit = off", "set maintenance_work_mem = '2GB'", "set work_mem = '1GB'", "select setseed(0.42)",
                "create table moment as select (extract(epoch from now()) * 1000000)::bigint as us"));
        cluster.sql(database, "select indexrelid::regclass from pg_index where indrelid = 'alert_episodes'::regclass and not indisprimary")
                .forEach(index -> statements.add("drop index " + index));
        FILL.forEach(sql -> statements.add(numbered(sql)));
        statements.addAll(indexes);
        statements.add("alter table alerts alter column alert_id restart with 1000001");
        statements.add("drop table moment");
        statements.add("create table bench_loaded ()");
        cluster.sql(database, statements.toArray(String[]::new));
        cluster.sql(database, "vacuum analyze");
        System.out.printf(Locale.ROOT, "%,d episodes loaded in %.0f s%n", episodes, (System.nanoTime() - began) / 1e9);
    }

    private String numbered(String sql) {
        String text = sql.replace("{span}", SPAN);
        for (Map.Entry<String, String> number : NUMBERS.entrySet()) {
            text = text.replace(number.getKey(), number.getValue());
        }
        return String.format(Locale.ROOT, text, episodes);
    }

    /** Copies what was loaded into a database of SQLite that has the same tables. */
    void copyTo(Path sqlite, Path folder) {
        List<String> command = new ArrayList<>(List.of("sqlite3", "-bail", sqlite.toString(), "pragma foreign_keys = off"));
        for (String table : COPIED) {
            Path file = folder.resolve(table + ".csv");
            String columns = cluster.sql(database, "select string_agg(attname, ',' order by attnum) from pg_attribute"
                    + " where attrelid = '" + table + "'::regclass and attnum > 0 and not attisdropped").get(0);
            String read = columns.replace("firing", "firing::int"); // SQLite has no booleans
            cluster.sql(database, "\\copy (select " + read + " from " + table + ") to '" + file + "' csv");
            command.add("create temp table copied as select " + columns + " from " + table + " where false");
            command.add(".import --csv " + file + " copied");
            command.add("insert into " + table + " (" + columns + ") select " + nulls(columns) + " from temp.copied");
            command.add("drop table temp.copied");
        }
        command.add("analyze");
        Command.run(command);
    }

    /** What is empty in the file was null; a text that is empty there has quotes, and none of these tables has one. */
    private static String nulls(String columns) {
        List<String> all = new ArrayList<>();
        for (String column : columns.split(",")) {
            all.add("nullif(" + column + ", '')");
        }
        return String.join(", ", all);
    }
}
