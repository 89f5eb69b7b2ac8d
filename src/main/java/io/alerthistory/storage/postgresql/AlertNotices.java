package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.SuppressionInterval;
import io.alerthistory.storage.mapping.AlertErasureQueries;
import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.EpisodeTables.SuppressionRow;
import io.alerthistory.storage.mapping.RollupTables;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/** Who was told of alerts, and why nobody was, on PostgreSQL. The alerts are locked. */
final class AlertNotices {

    private static final String SIMILAR_NOTIFICATIONS = """
            select r.id
            from unnest($1::text[], $2::bigint[]) as r(id, at_us)
            where exists (
                select from alert_notifications n
                where n.notification_id >= r.id || '.' and n.notification_id < r.id || '/'
                    and n.at_us between r.at_us - $3 and r.at_us + $3)""";

    private static final String INSERT_NOTIFICATIONS = PostgresSql.insertAll(EpisodeTables.NOTIFICATIONS)
            + " on conflict do nothing returning notification_id";

    /** The first message about an episode changes the sums of its day. */
    private static final String INSERT_NOTIFIED = "with touched as (insert into alert_touched (alert_id, day)"
            + " select distinct u.alert_id, u.starts_at_us / 86400000000 from " + PostgresSql.unnest(EpisodeTables.NOTIFIED, 1)
            + " as u(" + EpisodeTables.NOTIFIED.names() + ") where u.state < 3 and not exists (select from alert_notified n"
            + " where n.alert_id = u.alert_id and n.starts_at_us = u.starts_at_us and n.state < 3)) "
            + PostgresSql.insertAll(EpisodeTables.NOTIFIED) + " on conflict do nothing";

    /** What it held back since its start was held back otherwise than the sums of these days say. */
    private static final String UPSERT_SILENCES = """
            with changed as (%s%s returning source, silence_id, starts_at_us)
            insert into alert_touched (alert_id, day)
            select s.alert_id, d.us / 86400000000
            from changed v
            join alert_suppressions s on s.kind = 1 and s.ref = v.silence_id and s.last_seen_us >= v.starts_at_us
            join alerts a on a.alert_id = s.alert_id and a.source = v.source
            cross join lateral (values (s.first_seen_us), (s.last_seen_us)) d(us)
            group by s.alert_id, d.us / 86400000000"""
            .formatted(PostgresSql.insertAll(EpisodeTables.SILENCES), EpisodeTables.REPLACE_SILENCE);

    private static final AlertErasureQueries ERASURE = new AlertErasureQueries(PostgresDialect.INSTANCE);

    private static final String FIND_SUPPRESSIONS = """
            select distinct s.alert_id, s.kind, s.ref, s.first_seen_us, s.last_seen_us, s.received_at_us
            from unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) as u(alert_id, kind, ref, seen_us)
            join alert_suppressions s on s.alert_id = u.alert_id and s.kind = u.kind and s.ref = u.ref
                and s.first_seen_us <= u.seen_us + $5 and s.last_seen_us >= u.seen_us - $5""";

    private static final String DELETE_SUPPRESSIONS = """
            delete from alert_suppressions s using unnest($1::bigint[], $2::bigint[], $3::text[], $4::bigint[]) as u(alert_id, kind, ref, first_us)
            where s.alert_id = u.alert_id and s.kind = u.kind and s.ref = u.ref and s.first_seen_us = u.first_us""";

    private static final String INSERT_SUPPRESSIONS = PostgresSql.insertAll(EpisodeTables.SUPPRESSIONS);

    private AlertNotices() {
    }

    /** Returns the number of notifications that were new. */
    static Uni<Integer> notify(SqlConnection connection, AlertFacts facts, Map<AlertKey, Long> ids, long nowUs) {
        if (facts.notifications().isEmpty()) {
            return Uni.createFrom().item(0);
        }
        Map<String, Long> digests = EpisodeRows.digests(facts.notifications());
        return connection.preparedQuery(SIMILAR_NOTIFICATIONS)
                .execute(Tuple.of(digests.keySet().toArray(String[]::new), digests.values().toArray(Long[]::new),
                        EpisodeRows.SAME_DELIVERY_US))
                .map(known -> EpisodeRows.notifications(facts.notifications(), texts(known, "id"), nowUs))
                .flatMap(sent -> sent.isEmpty() ? Uni.createFrom().item(0)
                        : connection.preparedQuery(INSERT_NOTIFICATIONS)
                                .execute(PostgresDatabase.tuple(PostgresSql.arrays(EpisodeTables.NOTIFICATIONS, sent)))
                                .map(inserted -> texts(inserted, "notification_id"))
                                .call(inserted -> PostgresSql.execute(connection, INSERT_NOTIFIED, EpisodeTables.NOTIFIED,
                                        EpisodeRows.notified(sent, inserted, ids)))
                                .map(List::size));
    }

    /** Stores silences, and what was held back. */
    static Uni<Void> suppress(SqlConnection connection, AlertFacts facts, Map<AlertKey, Long> ids, long nowUs) {
        List<SuppressionRow> seen = EpisodeRows.suppressions(facts.suppressions(), ids, nowUs);
        return PostgresSql
                .execute(connection, UPSERT_SILENCES, EpisodeTables.SILENCES, EpisodeRows.silences(facts.silences(), nowUs))
                .chain(() -> facts.silences().isEmpty() ? Uni.createFrom().voidItem() : eraseAgain(connection, facts))
                .chain(() -> seen.isEmpty() ? Uni.createFrom().voidItem()
                        : connection.preparedQuery(FIND_SUPPRESSIONS)
                                .execute(suppressions(seen, SuppressionRow::firstSeenUs).addLong(
                                        SuppressionInterval.MAX_GAP_US))
                                .map(found -> PostgresRow.list(found, EpisodeRows::suppression))
                                .flatMap(stored -> replace(connection, stored, EpisodeRows.joined(stored, seen), seen)));
    }

    /** What was erased of a silence does not come back with its next version. */
    private static Uni<Void> eraseAgain(SqlConnection connection, AlertFacts facts) {
        Statement statement = ERASURE.eraseAgain(facts.silences());
        return connection.preparedQuery(statement.sql()).execute(PostgresDatabase.tuple(statement.parameters()))
                .replaceWithVoid();
    }

    private static Uni<Void> replace(SqlConnection connection, List<SuppressionRow> stored, List<SuppressionRow> joined,
            List<SuppressionRow> seen) {
        if (EpisodeRows.sameIntervals(stored, joined)) {
            return Uni.createFrom().voidItem();
        }
        return (stored.isEmpty() ? Uni.createFrom().voidItem()
                : connection.preparedQuery(DELETE_SUPPRESSIONS).execute(suppressions(stored, SuppressionRow::firstSeenUs))
                        .replaceWithVoid())
                .chain(() -> PostgresSql.execute(connection, INSERT_SUPPRESSIONS, EpisodeTables.SUPPRESSIONS, joined))
                .chain(() -> PostgresSql.execute(connection, PostgresRollupStore.INSERT_TOUCHED, RollupTables.TOUCHED,
                        EpisodeRows.touched(seen)));
    }

    private static Tuple suppressions(List<SuppressionRow> rows, Function<SuppressionRow, Long> instant) {
        return Tuple.of(rows.stream().map(SuppressionRow::alertId).toArray(Long[]::new),
                rows.stream().map(row -> Long.valueOf(row.kind())).toArray(Long[]::new),
                rows.stream().map(SuppressionRow::ref).toArray(String[]::new), rows.stream().map(instant).toArray(Long[]::new));
    }

    private static List<String> texts(RowSet<Row> rows, String column) {
        return PostgresRow.list(rows, row -> row.text(column));
    }
}
