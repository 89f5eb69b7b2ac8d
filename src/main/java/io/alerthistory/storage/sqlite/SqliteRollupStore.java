package io.alerthistory.storage.sqlite;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;

import io.alerthistory.episode.read.Suppressed;
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
    public Uni<Integer> rollUp(RollupDays days, int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> {
            List<Touched> touched = list(handle, QUERIES.take(max), RollupQueries::touched);
            if (!touched.isEmpty()) {
                sumUp(handle, new RollupRows(touched, list(handle,
                        QUERIES.neighbours(RollupRows.marked(touched)), RollupRows.Neighbours::read), days.first()), days);
            }
            return RollupRows.done(touched, max);
        });
    }

    private static void sumUp(Handle handle, RollupRows rows, RollupDays limits) {
        for (List<AlertDayKey> days : rows.chunks()) {
            List<AlertDay> stored = list(handle, QUERIES.deleteAlertDays(days), RollupRows::alertDay);
            List<RollupRows.DayEpisode> episodes = list(handle, QUERIES.facts(days), RollupRows.DayEpisode::read);
            List<AlertDay> written = RollupRows.alertDays(episodes, held(handle, HeldDays.of(episodes), limits));
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

    private static Map<AlertDayKey, DayFigures.Held> held(Handle handle, List<AlertDayKey> days, RollupDays limits) {
        if (days.isEmpty()) {
            return Map.of();
        }
        List<Suppressed> rows = list(handle, QUERIES.suppressed(days), AlertTimelineQueries::suppressed);
        return HeldDays.times(days, rows, Suppressions.asked(rows).stream()
                .flatMap(asked -> list(handle, AlertTimelineQueries.inhibitors(asked, SqliteDialect.INSTANCE),
                        AlertTimelineQueries::inhibitor).stream())
                .toList(), limits.settledUntil());
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
    public Uni<Integer> fill(RollupDays days, int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> FillPlace
                .of(list(handle, QUERIES.fillState(), FillPlace::state))
                .map(place -> fill(handle, list(handle, QUERIES.fillNext(place, max), FillPlace::episode), days))
                .orElse(0));
    }

    private static int fill(Handle handle, List<FillPlace> episodes, RollupDays limits) {
        RollupRows rows = new RollupRows(FillPlace.days(episodes, limits.first()));
        for (List<AlertDayKey> days : rows.chunks()) {
            rows.changes().know(list(handle, QUERIES.rules(days), RuleDayChanges.RuleOfAlert::read));
        }
        sumUp(handle, rows, limits);
        execute(handle, QUERIES.filled(episodes.isEmpty() ? null : episodes.get(episodes.size() - 1)));
        return episodes.size();
    }

    @Override
    public Uni<Integer> touchUnsettled(RollupDays days, int max) {
        return database.write(QueryName.ALERT_ROLLUP, handle -> execute(handle, QUERIES.touchUnsettled(days, max)));
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
