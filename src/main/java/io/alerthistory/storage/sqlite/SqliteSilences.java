package io.alerthistory.storage.sqlite;

import java.util.List;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

import io.alerthistory.episode.Silence;
import io.alerthistory.storage.mapping.AlertErasureQueries;
import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.EpisodeTables.SilenceRow;
import io.alerthistory.storage.mapping.Statement;

/** Versions of silences on SQLite. */
final class SqliteSilences {

    private static final String UPSERT = SqliteSql.insert(EpisodeTables.SILENCES) + EpisodeTables.REPLACE_SILENCE;

    /** What it held back since its start was held back otherwise than the sums of these days say. */
    private static final String TOUCH = """
            insert into alert_touched (alert_id, day)
            with held as (
                select s.alert_id, s.first_seen_us, s.last_seen_us
                from alert_suppressions s
                join alerts a on a.alert_id = s.alert_id
                where s.kind = 1 and s.ref = :silence_id and s.last_seen_us >= :starts_at_us and a.source = :source)
            select alert_id, first_seen_us / 86400000000 from held
            union
            select alert_id, last_seen_us / 86400000000 from held""";

    private static final AlertErasureQueries ERASURE = new AlertErasureQueries(SqliteDialect.INSTANCE);

    private SqliteSilences() {
    }

    /** Stores versions. What was erased of a silence does not come back with the next one. */
    static void store(Handle handle, List<Silence> silences, long nowUs) {
        if (!silences.isEmpty()) {
            List<SilenceRow> rows = EpisodeRows.silences(silences, nowUs);
            int[] changed = upsert(handle, rows);
            for (int i = 0; i < changed.length; i++) {
                if (changed[i] > 0) {
                    touch(handle, rows.get(i).silence());
                }
            }
            Statement statement = ERASURE.eraseAgain(silences);
            SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
        }
    }

    private static int[] upsert(Handle handle, List<SilenceRow> rows) {
        try (PreparedBatch statement = handle.prepareBatch(UPSERT)) {
            rows.forEach(row -> SqliteSql.bind(statement, EpisodeTables.SILENCES, row).add());
            return statement.execute();
        }
    }

    private static void touch(Handle handle, Silence silence) {
        handle.createUpdate(TOUCH).bind("source", silence.source()).bind("silence_id", silence.silenceId())
                .bind("starts_at_us", silence.startsAtUs()).execute();
    }
}
