package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.observe.QueryName;
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
            List<Touched> touched = list(handle, QUERIES.take(max), RollupQueries::touched);
            if (!touched.isEmpty()) {
                sumUp(handle, new RollupRows(touched, list(handle,
                        QUERIES.neighbours(RollupRows.marked(touched)), RollupRows.Neighbours::read), firstDay));
            }
            return RollupRows.done(touched, max);
        });
    }

    private static void sumUp(Handle handle, RollupRows rows) {
        for (List<AlertDayKey> days : rows.chunks()) {
            List<AlertDay> stored = list(handle, QUERIES.deleteAlertDays(days), RollupRows::alertDay);
            List<AlertDay> written = RollupRows.alertDays(list(handle, QUERIES.facts(days), RollupRows.DayEpisode::read));
            rows.changes().replace(stored, written);
            SqliteSql.execute(handle, INSERT_ALERT_DAY, RollupTables.ALERT_DAYS, written);
        }
        for (long day : rows.changes().days()) {
            List<RuleDay> stored = list(handle, QUERIES.deleteRuleDays(day, rows.changes().names(day)), RollupRows::ruleDay);
            if (rows.changes().isOf(day, stored)) {
                SqliteSql.execute(handle, INSERT_RULE_DAY, RollupTables.RULE_DAYS, rows.changes().of(day, stored));
            } else {
                ruleDays(handle, day);
            }
        }
        rows.allRules().forEach(day -> ruleDays(handle, day));
    }

    private static void ruleDays(Handle handle, long day) {
        list(handle, QUERIES.deleteRuleDays(day, null), RollupRows::ruleDay);
        SqliteSql.execute(handle, INSERT_RULE_DAY, RollupTables.RULE_DAYS,
                RollupRows.ruleDays(list(handle, QUERIES.ofAlerts(day), RollupRows::ruleDay)));
    }

    private static <T> List<T> list(Handle handle, Statement statement, Function<RowReader, T> reader) {
        return SqliteSessionList.query(handle, statement, reader).list();
    }

    @Override
    public Uni<Integer> fill(int firstDay, int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> FillPlace
                .of(list(handle, QUERIES.fillState(), FillPlace::state))
                .map(place -> fill(handle, list(handle, QUERIES.fillNext(place, max), FillPlace::episode), firstDay))
                .orElse(0));
    }

    private static int fill(Handle handle, List<FillPlace> episodes, int firstDay) {
        RollupRows rows = new RollupRows(FillPlace.days(episodes, firstDay));
        for (List<AlertDayKey> days : rows.chunks()) {
            rows.changes().know(list(handle, QUERIES.rules(days), RuleDayChanges.RuleOfAlert::read));
        }
        sumUp(handle, rows);
        execute(handle, QUERIES.filled(episodes.isEmpty() ? null : episodes.get(episodes.size() - 1)));
        return episodes.size();
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
