package io.alerthistory.storage.postgresql;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodePlan;
import io.alerthistory.episode.EpisodePlan.Range;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.KnownEpisodes;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertRetentionQueries;
import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.EpisodeTables.FoundStart;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The history of alerts on PostgreSQL. One statement looks which reports are news, and usually none is: then nothing is
 * written. Only for news a transaction locks the alerts, looks again, and writes each table with one statement.
 */
@Singleton
@Typed(PostgresEpisodeStore.class)
public class PostgresEpisodeStore implements EpisodeStore {

    /** For alerts and ranges that stand in arrays. */
    static final String FIND = "select r.source, r.fingerprint, a.alert_id as known_alert_id, e.*"
            + " from unnest($1::text[], $2::text[], $3::bigint[], $4::bigint[]) as r(source, fingerprint, from_us, to_us)"
            + " join alerts a on a.source = r.source and a.fingerprint = r.fingerprint"
            + " left join lateral (" + EpisodeTables.find("a.alert_id", "r.from_us", "r.to_us") + ") e on true";

    /** In the order of their keys, so that nobody waits in a circle. */
    private static final String INSERT_ALERTS = """
            insert into alerts (source, fingerprint, alertname, severity, labels, first_seen_us, changed_at_us, firing)
            select source, fingerprint, alertname, severity, labels::jsonb, $6, $6, false
            from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[]) as u(source, fingerprint, alertname, severity, labels)
            order by source, fingerprint
            on conflict do nothing""";

    private static final String LOCK = """
            select alert_id, a.source, a.fingerprint, a.alertname
            from alerts a
            join unnest($1::text[], $2::text[]) as r(source, fingerprint) on a.source = r.source and a.fingerprint = r.fingerprint
            order by alert_id
            for no key update of a""";

    /** Those that another replica ends at the moment are left to it. */
    private static final String LOCK_LAPSED = """
            select alert_id, source, fingerprint, l.starts_at_us
            from alerts a
            join (
                select alert_id as lapsed_id, starts_at_us
                from alert_episodes
                where ends_at_us is null and lease_until_us < $1 and (proven_until_us is null or proven_until_us < $1)
                order by lease_until_us
                limit $2) l on a.alert_id = l.lapsed_id
            order by alert_id
            for no key update of a skip locked""";

    private static final String DELETE_STARTS = """
            delete from alert_starts s
            using unnest($1::bigint[], $2::bigint[]) as u(alert_id, at)
            where s.alert_id = u.alert_id and s.episode_starts_at_us = u.at""";

    private static final String DELETE_EPISODES = """
            delete from alert_episodes e
            using unnest($1::bigint[], $2::bigint[]) as u(alert_id, at)
            where e.alert_id = u.alert_id and e.starts_at_us = u.at""";

    private static final String UPSERT_EPISODES = PostgresSql.insertAll(EpisodeTables.EPISODES) + EpisodeTables.REPLACE_EPISODE;

    private static final String INSERT_STARTS = PostgresSql.insertAll(EpisodeTables.STARTS);

    private static final String UPSERT_TEXTS = PostgresSql.insertAll(EpisodeTables.TEXTS)
            + " cross join lateral (select max(t.starts_at_us) as at from alert_texts t"
            + " where t.alert_id = u.alert_id and t.starts_at_us <= u.starts_at_us) as before"
            + " where exists (select from alerts a where a.alert_id = u.alert_id and a.alertname <> '[erased]')"
            + " and not exists (select from alert_texts t where t.alert_id = u.alert_id and t.starts_at_us = before.at"
            + " and t.annotations is not distinct from convert_from(u.annotations, 'UTF8')"
            + " and t.extra is not distinct from convert_from(u.extra, 'UTF8'))" + EpisodeTables.REPLACE_TEXTS;

    /** Another replica that deletes at the moment is left alone. */
    private static final String LOCK_RETENTION = "select pg_try_advisory_xact_lock($1)";

    private static final List<String> DELETE_ENDED = AlertRetentionQueries.statements("$1", "$2");

    /** Times that it starts again because another transaction was in its way. */
    private static final int RETRIES = 5;

    private final PostgresDatabase database;

    PostgresEpisodeStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<RecordedFacts> record(AlertFacts facts, long nowUs) {
        SortedMap<AlertKey, Range> ranges = EpisodePlan.ranges(facts.reports());
        if (!facts.hasReportsAlone()) { // there is something to write in any case
            return news(facts, ranges, nowUs);
        }
        return database.query(QueryName.ALERT_RECORD, FIND, ranges(ranges)).emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> EpisodePlan.of(facts.reports(), known(found), nowUs))
                .flatMap(plan -> plan.changesNothing() ? Uni.createFrom().item(new RecordedFacts(plan.outcomes(), 0))
                        : news(facts, ranges, nowUs));
    }

    private Uni<RecordedFacts> news(AlertFacts facts, SortedMap<AlertKey, Range> ranges, long nowUs) {
        return store(facts, ranges, nowUs)
                .onFailure(failure -> failure instanceof AlertGoneException || PostgresFailures.isConcurrentChange(failure))
                .retry()
                .atMost(RETRIES);
    }

    private Uni<RecordedFacts> store(AlertFacts facts, SortedMap<AlertKey, Range> ranges, long nowUs) {
        Collection<ReportedAlert> alerts = facts.alerts();
        Tuple keys = keys(facts.keys());
        return database.transaction(QueryName.ALERT_RECORD,
                connection -> connection.preparedQuery(INSERT_ALERTS).execute(newAlerts(alerts, nowUs))
                        .chain(() -> connection.preparedQuery(LOCK).execute(keys))
                        .flatMap(locked -> write(connection, facts.withoutGroupsOf(erased(locked)),
                                requireAll(ids(locked), alerts), ranges, nowUs)));
    }

    private static Uni<RecordedFacts> write(SqlConnection connection, AlertFacts facts, Map<AlertKey, Long> ids,
            SortedMap<AlertKey, Range> ranges, long nowUs) {
        // Sees what was committed while the locks were waited for.
        return connection.preparedQuery(FIND).execute(ranges(ranges)).emitOn(Infrastructure.getDefaultWorkerPool())
                .map(found -> EpisodePlan.of(facts.reports(), known(found), nowUs))
                .call(plan -> write(connection, EpisodeRows.of(plan, facts.reports(), ids), nowUs))
                .flatMap(plan -> AlertNotices.notify(connection, facts, ids, nowUs)
                        .call(() -> AlertNotices.suppress(connection, facts, ids, nowUs))
                        .map(sent -> new RecordedFacts(plan.outcomes(), sent, plan.changes().keySet())));
    }

    @Override
    public Uni<Integer> endLapsed(long nowUs, int max) {
        return database.transaction(QueryName.ALERT_LAPSES,
                connection -> connection.preparedQuery(LOCK_LAPSED).execute(Tuple.of(nowUs, max)).flatMap(locked -> {
                    if (locked.size() == 0) {
                        return Uni.createFrom().item(0);
                    }
                    SortedMap<AlertKey, Range> ranges = new TreeMap<>();
                    locked.forEach(row -> {
                        long start = row.getLong("starts_at_us");
                        ranges.merge(key(row), new Range(start, start), Range::and);
                    });
                    return connection.preparedQuery(FIND).execute(ranges(ranges))
                            .map(found -> EpisodePlan.lapsed(known(found), nowUs))
                            .call(plan -> write(connection, EpisodeRows.of(plan, List.of(), ids(locked)), nowUs))
                            .replaceWith(locked.size());
                }));
    }

    /** Statements of different tables, each its own transaction: whatever is left is deleted by the next batch. */
    @Override
    public Uni<Integer> deleteEnded(long beforeUs, int max) {
        return Multi.createFrom().iterable(DELETE_ENDED).onItem()
                .transformToUniAndConcatenate(sql -> database.transaction(QueryName.RETENTION, connection -> connection
                        .preparedQuery(LOCK_RETENTION).execute(Tuple.of(AdvisoryLock.RETENTION.number()))
                        .flatMap(lock -> Boolean.TRUE.equals(lock.iterator().next().getBoolean(0))
                                ? connection.preparedQuery(sql).execute(Tuple.of(beforeUs, max)).map(RowSet::rowCount)
                                : Uni.createFrom().item(0))))
                .collect().with(Collectors.reducing(0, Math::max));
    }

    private static Uni<Void> write(SqlConnection connection, EpisodeRows rows, long nowUs) {
        return rows.isEmpty() ? Uni.createFrom().voidItem()
                : delete(connection, DELETE_STARTS, rows.replaced())
                        .chain(() -> delete(connection, DELETE_EPISODES, rows.removed()))
                        .chain(() -> PostgresSql.execute(connection, UPSERT_EPISODES, EpisodeTables.EPISODES, rows.episodes()))
                        .chain(() -> PostgresSql.execute(connection, INSERT_STARTS, EpisodeTables.STARTS, rows.starts()))
                        .chain(() -> PostgresSql.execute(connection, UPSERT_TEXTS, EpisodeTables.TEXTS, rows.texts()))
                        .chain(() -> ChangedAlerts.write(connection, rows, nowUs));
    }

    private static Uni<Void> delete(SqlConnection connection, String sql, List<EpisodeRows.Key> keys) {
        return keys.isEmpty() ? Uni.createFrom().voidItem()
                : connection.preparedQuery(sql)
                        .execute(Tuple.of(keys.stream().map(EpisodeRows.Key::alertId).toArray(Long[]::new),
                                keys.stream().map(EpisodeRows.Key::startsAtUs).toArray(Long[]::new)))
                        .replaceWithVoid();
    }

    private static Tuple ranges(SortedMap<AlertKey, Range> ranges) {
        return Tuple.of(ranges.keySet().stream().map(AlertKey::source).toArray(String[]::new),
                ranges.keySet().stream().map(AlertKey::fingerprint).toArray(String[]::new),
                ranges.values().stream().map(Range::fromUs).toArray(Long[]::new),
                ranges.values().stream().map(Range::toUs).toArray(Long[]::new));
    }

    private static Tuple keys(Collection<AlertKey> keys) {
        return Tuple.of(keys.stream().map(AlertKey::source).toArray(String[]::new),
                keys.stream().map(AlertKey::fingerprint).toArray(String[]::new));
    }

    private static Tuple newAlerts(Collection<ReportedAlert> alerts, long nowUs) {
        return keys(alerts.stream().map(ReportedAlert::key).toList())
                .addArrayOfString(alerts.stream().map(ReportedAlert::alertName).toArray(String[]::new))
                .addArrayOfString(alerts.stream().map(ReportedAlert::severity).toArray(String[]::new))
                .addArrayOfString(alerts.stream().map(EpisodeRows::labels).toArray(String[]::new)).addLong(nowUs);
    }

    private static Set<AlertKey> erased(RowSet<Row> rows) {
        Set<AlertKey> erased = new HashSet<>();
        rows.forEach(row -> {
            if (ReportedAlert.ERASED.equals(row.getString("alertname"))) {
                erased.add(key(row));
            }
        });
        return erased;
    }

    private static AlertKey key(Row row) {
        return new AlertKey(row.getString("source"), row.getString("fingerprint"));
    }

    private static Map<AlertKey, Long> requireAll(Map<AlertKey, Long> ids, Collection<ReportedAlert> alerts) {
        if (!alerts.stream().allMatch(alert -> ids.containsKey(alert.key()))) {
            throw new AlertGoneException();
        }
        return ids;
    }

    /** An alert was deleted between its insertion and its lock. */
    private static final class AlertGoneException extends RuntimeException {

        private static final long serialVersionUID = 1L;
    }

    private static Map<AlertKey, Long> ids(RowSet<Row> rows) {
        Map<AlertKey, Long> ids = new HashMap<>();
        rows.forEach(row -> ids.put(key(row), row.getLong("alert_id")));
        return ids;
    }

    private static Map<AlertKey, KnownEpisodes> known(RowSet<Row> rows) {
        Map<AlertKey, List<FoundStart>> found = new LinkedHashMap<>();
        PostgresRow.list(rows, row -> {
            List<FoundStart> starts = found.computeIfAbsent(new AlertKey(row.text("source"), row.text("fingerprint")),
                    key -> new ArrayList<>());
            FoundStart start = FoundStart.read(row);
            if (start != null) {
                starts.add(start);
            }
            return starts;
        });
        Map<AlertKey, KnownEpisodes> known = new HashMap<>();
        found.forEach((key, starts) -> known.put(key, EpisodeTables.known(starts)));
        return known;
    }
}
