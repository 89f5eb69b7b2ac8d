package io.alerthistory.storage.sqlite;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodePlan;
import io.alerthistory.episode.EpisodePlan.Range;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.KnownEpisodes;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.SuppressionInterval;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertRetentionQueries;
import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.EpisodeTables.FoundStart;
import io.alerthistory.storage.mapping.EpisodeTables.NotificationRow;
import io.alerthistory.storage.mapping.EpisodeTables.NotifiedRow;
import io.alerthistory.storage.mapping.EpisodeTables.SuppressionRow;
import io.alerthistory.storage.mapping.RowReader;
import io.smallrye.mutiny.Uni;

/**
 * The history of alerts on SQLite. Readers look which reports are news, and usually none is. News are one transaction
 * of the one writer.
 */
@Singleton
@Typed(SqliteEpisodeStore.class)
public class SqliteEpisodeStore implements EpisodeStore {

    private static final String FIND_ALERT = "select alert_id from alerts where source = :source and fingerprint = :fingerprint";

    private static final String ERASED_ALERTS = """
            select source, fingerprint
            from alerts
            where alert_id in (select cast(value as integer) from json_each(:ids)) and alertname = '[erased]'""";

    static final String FIND = EpisodeTables.find(":p1", ":p2", ":p3");

    private static final String INSERT_ALERT = """
            insert into alerts (source, fingerprint, alertname, severity, labels, first_seen_us, changed_at_us, firing)
            values (:source, :fingerprint, :alertname, :severity, :labels, :now, :now, 0)
            on conflict do nothing""";

    private static final String LAPSED = """
            select a.alert_id, a.source, a.fingerprint, e.starts_at_us
            from alert_episodes e
            join alerts a on a.alert_id = e.alert_id
            where e.ends_at_us is null and e.lease_until_us < :now and (e.proven_until_us is null or e.proven_until_us < :now)
            order by e.lease_until_us
            limit :max""";

    private static final String DELETE_STARTS = """
            delete from alert_starts
            where alert_id = :alert and episode_starts_at_us = :start""";

    private static final String DELETE_EPISODE = """
            delete from alert_episodes
            where alert_id = :alert and starts_at_us = :start""";

    private static final String UPSERT_EPISODE = SqliteSql.insert(EpisodeTables.EPISODES) + EpisodeTables.REPLACE_EPISODE;

    private static final String INSERT_START = SqliteSql.insert(EpisodeTables.STARTS);

    private static final String UPSERT_TEXT = "insert into alert_texts (" + EpisodeTables.TEXTS.names() + ") select "
            + SqliteSql.parameters(EpisodeTables.TEXTS) + " where not exists (select 1 from ("
            + "select annotations, extra from alert_texts where alert_id = :alert_id and starts_at_us <= :starts_at_us"
            + " order by starts_at_us desc limit 1) as t where t.annotations is cast(:annotations as text)"
            + " and t.extra is cast(:extra as text))"
            + " and exists (select 1 from alerts a where a.alert_id = :alert_id and a.alertname <> '[erased]')"
            + EpisodeTables.REPLACE_TEXTS;

    private static final String CHANGE_ALERT = """
            update alerts
            set changed_at_us = :now,
                firing = exists (select 1 from alert_episodes e where e.alert_id = alerts.alert_id and e.ends_at_us is null)
            where alert_id = :alert""";

    private static final String SIMILAR_NOTIFICATION = """
            select count(*)
            from alert_notifications
            where notification_id >= :id || '.' and notification_id < :id || '/' and at_us between :at - :near and :at + :near""";

    private static final String INSERT_NOTIFICATION = SqliteSql.insert(EpisodeTables.NOTIFICATIONS) + " on conflict do nothing";

    private static final String INSERT_NOTIFIED = SqliteSql.insert(EpisodeTables.NOTIFIED) + " on conflict do nothing";

    /** The first message about an episode changes the sums of its day. */
    private static final String TOUCH_NOTIFIED = """
            insert into alert_touched (alert_id, day)
            select :alert_id, :starts_at_us / 86400000000
            where :notification_id is not null and :state < 3 and not exists (
                select 1 from alert_notified
                where alert_id = :alert_id and starts_at_us = :starts_at_us and state < 3)""";

    private static final String FIND_SUPPRESSIONS = """
            select alert_id, kind, ref, first_seen_us, last_seen_us, received_at_us
            from alert_suppressions
            where alert_id = :alert_id and kind = :kind and ref = :ref
                and first_seen_us <= :first_seen_us + :gap and last_seen_us >= :first_seen_us - :gap""";

    private static final String DELETE_SUPPRESSION = "delete from alert_suppressions"
            + " where alert_id = :alert_id and kind = :kind and ref = :ref and first_seen_us = :first_seen_us";

    private static final String INSERT_SUPPRESSION = SqliteSql.insert(EpisodeTables.SUPPRESSIONS);

    private static final List<String> DELETE_ENDED = AlertRetentionQueries.statements(":before", ":max");

    private final SqliteDatabase database;

    SqliteEpisodeStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<RecordedFacts> record(AlertFacts facts, long nowUs) {
        SortedMap<AlertKey, Range> ranges = EpisodePlan.ranges(facts.reports());
        if (!facts.hasReportsAlone()) { // there is something to write in any case
            return database.write(QueryName.ALERT_RECORD, handle -> store(handle, facts, ranges, nowUs));
        }
        return database.read(QueryName.ALERT_RECORD, handle -> plan(handle, facts, ranges, nowUs))
                .flatMap(plan -> plan.changesNothing() ? Uni.createFrom().item(new RecordedFacts(plan.outcomes(), 0))
                        : database.write(QueryName.ALERT_RECORD, handle -> store(handle, facts, ranges, nowUs)));
    }

    private static EpisodePlan plan(Handle handle, AlertFacts facts, SortedMap<AlertKey, Range> ranges, long nowUs) {
        Map<AlertKey, KnownEpisodes> known = new HashMap<>();
        ids(handle, ranges.keySet()).forEach((key, id) -> {
            Range range = Objects.requireNonNull(ranges.get(key));
            known.put(key, known(handle, id, range));
        });
        return EpisodePlan.of(facts.reports(), known, nowUs);
    }

    private static RecordedFacts store(Handle handle, AlertFacts sent, SortedMap<AlertKey, Range> ranges, long nowUs) {
        EpisodePlan plan = plan(handle, sent, ranges, nowUs);
        insert(handle, sent.alerts(), nowUs);
        Map<AlertKey, Long> ids = ids(handle, sent.keys());
        AlertFacts facts = sent.withoutGroupsOf(erased(handle, sent, ids));
        write(handle, EpisodeRows.of(plan, facts.reports(), ids), nowUs);
        int notified = notify(handle, facts, ids, nowUs);
        SqliteSilences.store(handle, facts.silences(), nowUs);
        suppress(handle, EpisodeRows.suppressions(facts.suppressions(), ids, nowUs));
        return new RecordedFacts(plan.outcomes(), notified, plan.changes().keySet());
    }

    private static AlertKey key(RowReader row) {
        return new AlertKey(row.text("source"), row.text("fingerprint"));
    }

    /** Only notifications show their groups. */
    private static Set<AlertKey> erased(Handle handle, AlertFacts facts, Map<AlertKey, Long> ids) {
        return facts.notifications().isEmpty() ? Set.of()
                : Set.copyOf(handle.createQuery(ERASED_ALERTS)
                        .bind("ids", SqliteSql.array(ids.values().stream().map(String::valueOf).toList()))
                        .map(SqliteRow.mapper(SqliteEpisodeStore::key)).list());
    }

    @Override
    public Uni<Integer> endLapsed(long nowUs, int max) {
        return database.write(QueryName.ALERT_LAPSES, handle -> {
            Map<AlertKey, Long> ids = new HashMap<>();
            SortedMap<AlertKey, Range> ranges = new TreeMap<>();
            handle.createQuery(LAPSED).bind("now", nowUs).bind("max", max).map(SqliteRow.mapper(row -> {
                AlertKey key = key(row);
                ids.put(key, row.number("alert_id"));
                long start = row.number("starts_at_us");
                ranges.put(key, new Range(start, start));
                return key;
            })).list();
            Map<AlertKey, KnownEpisodes> known = new HashMap<>();
            ranges.forEach((key, range) -> known.put(key, known(handle, Objects.requireNonNull(ids.get(key)), range)));
            write(handle, EpisodeRows.of(EpisodePlan.lapsed(known, nowUs), List.of(), ids), nowUs);
            return ids.size();
        });
    }

    @Override
    public Uni<Integer> deleteEnded(long beforeUs, int max) {
        return database.write(QueryName.RETENTION, handle -> DELETE_ENDED.stream()
                .mapToInt(sql -> handle.createUpdate(sql).bind("before", beforeUs).bind("max", max).execute()).max().orElse(0));
    }

    private static KnownEpisodes known(Handle handle, long alertId, Range range) {
        return EpisodeTables.known(SqliteSql.bind(handle.createQuery(FIND), List.of(alertId, range.fromUs(), range.toUs()))
                .map(SqliteRow.mapper(row -> Objects.requireNonNull(FoundStart.read(row)))).list());
    }

    private static Map<AlertKey, Long> ids(Handle handle, Collection<AlertKey> keys) {
        Map<AlertKey, Long> ids = new HashMap<>();
        for (AlertKey key : keys) {
            handle.createQuery(FIND_ALERT).bind("source", key.source()).bind("fingerprint", key.fingerprint())
                    .mapTo(Long.class).findOne().ifPresent(id -> ids.put(key, id));
        }
        return ids;
    }

    /** Inserts the alerts that are new. */
    private static void insert(Handle handle, Collection<ReportedAlert> alerts, long nowUs) {
        for (ReportedAlert alert : alerts) {
            handle.createUpdate(INSERT_ALERT).bind("source", alert.key().source())
                    .bind("fingerprint", alert.key().fingerprint()).bind("alertname", alert.alertName())
                    .bind("severity", alert.severity()).bind("labels", EpisodeRows.labels(alert)).bind("now", nowUs).execute();
        }
    }

    private static void write(Handle handle, EpisodeRows rows, long nowUs) {
        delete(handle, DELETE_STARTS, rows.replaced());
        delete(handle, DELETE_EPISODE, rows.removed());
        SqliteSql.execute(handle, UPSERT_EPISODE, EpisodeTables.EPISODES, rows.episodes());
        SqliteSql.execute(handle, INSERT_START, EpisodeTables.STARTS, rows.starts());
        SqliteSql.execute(handle, UPSERT_TEXT, EpisodeTables.TEXTS, rows.texts());
        SqliteRollupStore.touch(handle, rows.touched());
        SqliteAlertEvents.write(handle, rows.events());
        rows.alertIds().forEach(id -> handle.createUpdate(CHANGE_ALERT).bind("alert", id).bind("now", nowUs).execute());
    }

    private static void delete(Handle handle, String sql, List<EpisodeRows.Key> keys) {
        if (!keys.isEmpty()) {
            try (PreparedBatch statement = handle.prepareBatch(sql)) {
                keys.forEach(key -> statement.bind("alert", key.alertId()).bind("start", key.startsAtUs()).add());
                statement.execute();
            }
        }
    }

    /** Returns the number of notifications that were new. */
    private static int notify(Handle handle, AlertFacts facts, Map<AlertKey, Long> ids, long nowUs) {
        List<Notification> sent = facts.notifications();
        List<String> known = EpisodeRows.digests(sent).entrySet().stream()
                .filter(digest -> handle.createQuery(SIMILAR_NOTIFICATION).bind("id", digest.getKey())
                        .bind("at", digest.getValue()).bind("near", EpisodeRows.SAME_DELIVERY_US).mapTo(Integer.class)
                        .one() > 0)
                .map(Map.Entry::getKey).toList();
        List<NotificationRow> rows = EpisodeRows.notifications(sent, known, nowUs);
        List<String> inserted = new ArrayList<>();
        for (NotificationRow row : rows) {
            if (SqliteSql.bind(handle.createUpdate(INSERT_NOTIFICATION), EpisodeTables.NOTIFICATIONS, row).execute() > 0) {
                inserted.add(row.id());
            }
        }
        List<NotifiedRow> notified = EpisodeRows.notified(rows, inserted, ids);
        SqliteSql.execute(handle, TOUCH_NOTIFIED, EpisodeTables.NOTIFIED, notified);
        SqliteSql.execute(handle, INSERT_NOTIFIED, EpisodeTables.NOTIFIED, notified);
        return inserted.size();
    }

    private static void suppress(Handle handle, List<SuppressionRow> seen) {
        for (SuppressionRow row : seen) {
            List<SuppressionRow> stored = SqliteSql.bind(handle.createQuery(FIND_SUPPRESSIONS), EpisodeTables.SUPPRESSIONS, row)
                    .bind("gap", SuppressionInterval.MAX_GAP_US).map(SqliteRow.mapper(EpisodeRows::suppression)).list();
            List<SuppressionRow> joined = EpisodeRows.joined(stored, List.of(row));
            if (!EpisodeRows.sameIntervals(stored, joined)) {
                stored.forEach(old -> SqliteSql.bind(handle.createUpdate(DELETE_SUPPRESSION), EpisodeTables.SUPPRESSIONS, old)
                        .execute());
                SqliteSql.execute(handle, INSERT_SUPPRESSION, EpisodeTables.SUPPRESSIONS, joined);
                SqliteRollupStore.touch(handle, EpisodeRows.touched(List.of(row)));
            }
        }
    }
}
