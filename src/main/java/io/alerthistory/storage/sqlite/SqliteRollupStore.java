package io.alerthistory.storage.sqlite;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.RollupQueries;
import io.alerthistory.storage.mapping.RollupRows;
import io.alerthistory.storage.mapping.RollupRows.AlertDayKey;
import io.alerthistory.storage.mapping.RollupRows.FillPlace;
import io.alerthistory.storage.mapping.RollupTables;
import io.alerthistory.storage.mapping.RollupTables.Touched;
import io.alerthistory.storage.mapping.Statement;
import io.smallrye.mutiny.Uni;

/** The sums of days on SQLite. */
@Singleton
@Typed(SqliteRollupStore.class)
public class SqliteRollupStore implements RollupStore {

    private static final RollupQueries QUERIES = new RollupQueries(SqliteDialect.INSTANCE);

    private static final String INSERT_TOUCHED = SqliteSql.insert(RollupTables.TOUCHED);

    private static final String INSERT_ALERT_DAY = SqliteSql.insert(RollupTables.ALERT_DAYS);

    private static final String INSERT_RULE_DAY = SqliteSql.insert(RollupTables.RULE_DAYS);

    private final SqliteDatabase database;

    SqliteRollupStore(SqliteDatabase database) {
        this.database = database;
    }

    /** Marks days, in the transaction of what changes. */
    static void touch(Handle handle, List<Touched> touched) {
        SqliteSql.execute(handle, INSERT_TOUCHED, RollupTables.TOUCHED, touched);
    }

    @Override
    public Uni<Integer> rollUp(int firstDay, int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> {
            List<Touched> touched = SqliteSessionList.query(handle, QUERIES.take(max), RollupQueries::touched).list();
            if (!touched.isEmpty()) {
                sumUp(handle, new RollupRows(touched, SqliteSessionList.query(handle,
                        QUERIES.neighbours(RollupRows.marked(touched)), RollupRows.Neighbours::read).list(), firstDay));
            }
            return RollupRows.done(touched, max);
        });
    }

    private static void sumUp(Handle handle, RollupRows rows) {
        for (List<AlertDayKey> days : rows.chunks()) {
            List<RollupRows.DayEpisode> episodes = SqliteSessionList
                    .query(handle, QUERIES.facts(days), RollupRows.DayEpisode::read).list();
            execute(handle, QUERIES.deleteAlertDays(days));
            SqliteSql.execute(handle, INSERT_ALERT_DAY, RollupTables.ALERT_DAYS, RollupRows.alertDays(episodes));
        }
        for (long day : rows.ruleDays()) {
            List<RollupTables.RuleDay> parts = SqliteSessionList
                    .query(handle, QUERIES.ofRules(day, rows.names(day)), RollupRows::part).list();
            execute(handle, QUERIES.deleteRuleDays(day, rows.names(day)));
            SqliteSql.execute(handle, INSERT_RULE_DAY, RollupTables.RULE_DAYS, RollupRows.ruleDays(parts));
        }
    }

    @Override
    public Uni<Integer> fill(int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> FillPlace
                .of(SqliteSessionList.query(handle, QUERIES.fillState(), FillPlace::state).list())
                .map(place -> mark(handle,
                        SqliteSessionList.query(handle, QUERIES.fillNext(place, max), FillPlace::episode).list()))
                .orElse(0));
    }

    private static int mark(Handle handle, List<FillPlace> episodes) {
        List<Touched> touched = episodes.stream().map(episode -> new Touched(episode.alertId(), Definitions.day(episode.us())))
                .distinct().toList();
        touch(handle, touched);
        execute(handle, QUERIES.filled(episodes.isEmpty() ? null : episodes.get(episodes.size() - 1)));
        return touched.size();
    }

    @Override
    public Uni<Integer> prune(int beforeDay, int max) {
        return database.write(QueryName.ALERT_ROLLUP,
                handle -> QUERIES.prune(beforeDay, max).stream().mapToInt(statement -> execute(handle, statement)).max()
                        .orElse(0));
    }

    private static int execute(Handle handle, Statement statement) {
        return SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
    }
}
