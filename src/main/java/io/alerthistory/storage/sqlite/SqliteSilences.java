package io.alerthistory.storage.sqlite;

import java.util.List;

import org.jdbi.v3.core.Handle;

import io.alerthistory.episode.Silence;
import io.alerthistory.storage.mapping.AlertErasureQueries;
import io.alerthistory.storage.mapping.EpisodeRows;
import io.alerthistory.storage.mapping.EpisodeTables;
import io.alerthistory.storage.mapping.Statement;

/** Versions of silences on SQLite. */
final class SqliteSilences {

    private static final String UPSERT = SqliteSql.insert(EpisodeTables.SILENCES) + EpisodeTables.REPLACE_SILENCE;

    private static final AlertErasureQueries ERASURE = new AlertErasureQueries(SqliteDialect.INSTANCE);

    private SqliteSilences() {
    }

    /** Stores versions. What was erased of a silence does not come back with the next one. */
    static void store(Handle handle, List<Silence> silences, long nowUs) {
        if (!silences.isEmpty()) {
            SqliteSql.execute(handle, UPSERT, EpisodeTables.SILENCES, EpisodeRows.silences(silences, nowUs));
            Statement statement = ERASURE.eraseAgain(silences);
            SqliteSql.bind(handle.createUpdate(statement.sql()), statement.parameters()).execute();
        }
    }
}
