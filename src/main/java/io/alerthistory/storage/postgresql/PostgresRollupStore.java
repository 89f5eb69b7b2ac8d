package io.alerthistory.storage.postgresql;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.episode.read.Suppressions;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.AlertTimelineQueries;
import io.alerthistory.storage.mapping.HeldDays;
import io.alerthistory.storage.mapping.RollupQueries;
import io.alerthistory.storage.mapping.RollupRows;
import io.alerthistory.storage.mapping.RollupRows.AlertDayKey;
import io.alerthistory.storage.mapping.RollupRows.FillPlace;
import io.alerthistory.storage.mapping.RollupTables;
import io.alerthistory.storage.mapping.RollupTables.AlertDay;
import io.alerthistory.storage.mapping.RollupTables.RuleDay;
import io.alerthistory.storage.mapping.RollupTables.Touched;
import io.alerthistory.storage.mapping.RowReader;
import io.alerthistory.storage.mapping.RuleDayChanges;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;

/**
 * The sums of days on PostgreSQL. Marks are taken first, and each statement sees what was committed before it: a change whose
 * mark is
 * not seen yet has its mark still to come.
 */
@Singleton
@Typed(PostgresRollupStore.class)
public class PostgresRollupStore implements RollupStore {

    private static final RollupQueries QUERIES = new RollupQueries(PostgresDialect.INSTANCE);

    /** Another replica that sums up at the moment is left alone. */
    private static final String LOCK = "select pg_try_advisory_xact_lock($1)";

    static final String INSERT_TOUCHED = PostgresSql.insertAll(RollupTables.TOUCHED);

    private static final String INSERT_ALERT_DAYS = PostgresSql.insertAll(RollupTables.ALERT_DAYS);

    private static final String INSERT_RULE_DAYS = PostgresSql.insertAll(RollupTables.RULE_DAYS);

    private final PostgresDatabase database;

    PostgresRollupStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Integer> rollUp(RollupDays days, int max) {
        return locked(connection -> list(connection, QUERIES.take(max), RollupQueries::touched)
                .flatMap(touched -> touched.isEmpty() ? Uni.createFrom().item(0)
                        : sumUp(connection, touched, days).replaceWith(RollupRows.done(touched, max))));
    }

    private static Uni<Void> sumUp(SqlConnection connection, List<Touched> touched, RollupDays days) {
        return list(connection, QUERIES.neighbours(RollupRows.marked(touched)), RollupRows.Neighbours::read)
                .map(neighbours -> new RollupRows(touched, neighbours, days.first()))
                .flatMap(rows -> write(connection, rows, days));
    }

    private static Uni<Void> write(SqlConnection connection, RollupRows rows, RollupDays limits) {
        return inTurn(rows.chunks(), days -> alertDays(connection, days, rows.changes(), limits))
                .chain(() -> inTurn(rows.changes().days(), day -> ruleDays(connection, rows.changes(), day)))
                .chain(() -> inTurn(rows.allRules(), day -> ruleDays(connection, day)));
    }

    private static <T> Uni<Void> inTurn(Collection<T> items, Function<T, Uni<?>> work) {
        return Multi.createFrom().iterable(items).onItem()
                .transformToUniAndConcatenate(item -> work.apply(item).replaceWith(true)).collect().last().replaceWithVoid();
    }

    private static Uni<Void> alertDays(SqlConnection connection, List<AlertDayKey> days, RuleDayChanges changes,
            RollupDays limits) {
        return list(connection, QUERIES.deleteAlertDays(days), RollupRows::alertDay)
                .flatMap(stored -> list(connection, QUERIES.facts(days), RollupRows.DayEpisode::read)
                        .flatMap(episodes -> held(connection, HeldDays.of(episodes), limits).flatMap(held -> {
                            List<AlertDay> written = RollupRows.alertDays(episodes, held);
                            changes.replace(stored, written);
                            return PostgresSql.execute(connection, INSERT_ALERT_DAYS, RollupTables.ALERT_DAYS, written);
                        })));
    }

    private static Uni<Map<AlertDayKey, DayFigures.Held>> held(SqlConnection connection, List<AlertDayKey> days,
            RollupDays limits) {
        return days.isEmpty() ? Uni.createFrom().item(Map.of())
                : list(connection, QUERIES.suppressed(days), AlertTimelineQueries::suppressed)
                        .flatMap(rows -> Multi.createFrom().iterable(Suppressions.asked(rows)).onItem()
                                .transformToUniAndConcatenate(asked -> list(connection,
                                        AlertTimelineQueries.inhibitors(asked, PostgresDialect.INSTANCE),
                                        AlertTimelineQueries::inhibitor))
                                .collect().asList()
                                .map(found -> HeldDays.times(days, rows,
                                        found.stream().flatMap(List::stream).toList(), limits.settledUntil())));
    }

    private static Uni<Void> ruleDays(SqlConnection connection, RuleDayChanges changes, long day) {
        Set<String> names = changes.names(day);
        return list(connection, QUERIES.deleteRuleDays(day, names), RollupRows::ruleDay)
                .flatMap(stored -> changes.isOf(day, stored) ? insert(connection, changes.of(day, stored))
                        : ruleDays(connection, day));
    }

    private static Uni<Void> ruleDays(SqlConnection connection, long day) {
        return execute(connection, QUERIES.deleteRuleDays(day, null))
                .chain(() -> list(connection, QUERIES.ofAlerts(day), RollupRows::ruleDay))
                .flatMap(parts -> insert(connection, RollupRows.ruleDays(parts)));
    }

    private static Uni<Void> insert(SqlConnection connection, List<RuleDay> days) {
        return PostgresSql.execute(connection, INSERT_RULE_DAYS, RollupTables.RULE_DAYS, days);
    }

    @Override
    public Uni<Integer> fill(RollupDays days, int max) {
        return locked(connection -> list(connection, QUERIES.fillState(), FillPlace::state)
                .flatMap(state -> FillPlace.of(state).map(place -> list(connection, QUERIES.fillNext(place, max),
                        FillPlace::episode).flatMap(episodes -> fill(connection, episodes, days)))
                        .orElseGet(() -> Uni.createFrom().item(0))));
    }

    private static Uni<Integer> fill(SqlConnection connection, List<FillPlace> episodes, RollupDays limits) {
        RollupRows rows = new RollupRows(FillPlace.days(episodes, limits.first()));
        return inTurn(rows.chunks(), days -> list(connection, QUERIES.rules(days), RuleDayChanges.RuleOfAlert::read)
                .invoke(rows.changes()::know))
                .chain(() -> write(connection, rows, limits))
                .chain(() -> execute(connection,
                        QUERIES.filled(episodes.isEmpty() ? null : episodes.get(episodes.size() - 1))))
                .replaceWith(episodes.size());
    }

    @Override
    public Uni<Integer> touchUnsettled(RollupDays days, int max) {
        return database.transaction(QueryName.ALERT_ROLLUP,
                connection -> execute(connection, QUERIES.touchUnsettled(days, max)).map(RowSet::rowCount));
    }

    /** Each table in a transaction of its own. */
    @Override
    public Uni<Integer> prune(int beforeDay, int max) {
        return Multi.createFrom().iterable(QUERIES.prune(beforeDay, max)).onItem()
                .transformToUniAndConcatenate(
                        statement -> locked(connection -> execute(connection, statement).map(RowSet::rowCount)))
                .collect().with(Collectors.reducing(0, Math::max));
    }

    private Uni<Integer> locked(Function<SqlConnection, Uni<Integer>> work) {
        return database.transaction(QueryName.ALERT_ROLLUP, connection -> connection.preparedQuery(LOCK)
                .execute(Tuple.of(AdvisoryLock.ALERT_ROLLUP.number()))
                .flatMap(lock -> Boolean.TRUE.equals(lock.iterator().next().getBoolean(0)) ? work.apply(connection)
                        : Uni.createFrom().item(0)));
    }

    /** Rows are read and summed up on a worker thread. */
    private static <T> Uni<List<T>> list(SqlConnection connection, Statement statement, Function<RowReader, T> reader) {
        return execute(connection, statement).emitOn(Infrastructure.getDefaultWorkerPool())
                .map(rows -> PostgresRow.list(rows, reader));
    }

    private static Uni<RowSet<Row>> execute(SqlConnection connection, Statement statement) {
        return connection.preparedQuery(statement.sql()).execute(PostgresDatabase.tuple(statement.parameters()));
    }
}
