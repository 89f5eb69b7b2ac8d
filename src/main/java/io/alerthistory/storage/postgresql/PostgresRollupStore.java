package io.alerthistory.storage.postgresql;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.database.AdvisoryLock;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.RollupQueries;
import io.alerthistory.storage.mapping.RollupRows;
import io.alerthistory.storage.mapping.RollupRows.AlertDayKey;
import io.alerthistory.storage.mapping.RollupRows.FillPlace;
import io.alerthistory.storage.mapping.RollupTables;
import io.alerthistory.storage.mapping.RollupTables.Touched;
import io.alerthistory.storage.mapping.RowReader;
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
    public Uni<Integer> rollUp(int firstDay, int max) {
        return locked(connection -> list(connection, QUERIES.take(max), RollupQueries::touched)
                .flatMap(touched -> touched.isEmpty() ? Uni.createFrom().item(0)
                        : sumUp(connection, touched, firstDay).replaceWith(RollupRows.done(touched, max))));
    }

    private static Uni<Void> sumUp(SqlConnection connection, List<Touched> touched, int firstDay) {
        return list(connection, QUERIES.neighbours(RollupRows.marked(touched)), RollupRows.Neighbours::read)
                .map(neighbours -> new RollupRows(touched, neighbours, firstDay))
                .flatMap(rows -> Multi.createFrom().iterable(rows.chunks()).onItem()
                        .transformToUniAndConcatenate(days -> alertDays(connection, days).replaceWith(true)).collect().last()
                        .chain(() -> Multi.createFrom().iterable(rows.ruleDays()).onItem()
                                .transformToUniAndConcatenate(day -> ruleDays(connection, rows, day).replaceWith(true))
                                .collect().last())
                        .replaceWithVoid());
    }

    private static Uni<Void> alertDays(SqlConnection connection, List<AlertDayKey> days) {
        return execute(connection, QUERIES.deleteAlertDays(days))
                .chain(() -> list(connection, QUERIES.facts(days), RollupRows.DayEpisode::read))
                .flatMap(episodes -> PostgresSql.execute(connection, INSERT_ALERT_DAYS, RollupTables.ALERT_DAYS,
                        RollupRows.alertDays(episodes)));
    }

    private static Uni<Void> ruleDays(SqlConnection connection, RollupRows rows, long day) {
        return execute(connection, QUERIES.deleteRuleDays(day, rows.names(day)))
                .chain(() -> list(connection, QUERIES.ofRules(day, rows.names(day)), RollupRows::part))
                .flatMap(parts -> PostgresSql.execute(connection, INSERT_RULE_DAYS, RollupTables.RULE_DAYS,
                        RollupRows.ruleDays(parts)));
    }

    @Override
    public Uni<Integer> fill(int max) {
        return locked(connection -> list(connection, QUERIES.fillState(), FillPlace::state)
                .flatMap(state -> FillPlace.of(state).map(place -> list(connection, QUERIES.fillNext(place, max),
                        FillPlace::episode).flatMap(episodes -> mark(connection, episodes)))
                        .orElseGet(() -> Uni.createFrom().item(0))));
    }

    private static Uni<Integer> mark(SqlConnection connection, List<FillPlace> episodes) {
        List<Touched> touched = episodes.stream().map(episode -> new Touched(episode.alertId(), Definitions.day(episode.us())))
                .distinct().toList();
        return PostgresSql.execute(connection, INSERT_TOUCHED, RollupTables.TOUCHED, touched)
                .chain(() -> execute(connection,
                        QUERIES.filled(episodes.isEmpty() ? null : episodes.get(episodes.size() - 1))))
                .replaceWith(touched.size());
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
