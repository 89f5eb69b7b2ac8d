package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.LargeColumn;
import io.alerthistory.storage.mapping.TextPieces;
import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;

/** Long texts on SQLite. */
@Singleton
@Typed(SqliteTextStore.class)
public class SqliteTextStore implements TextStore {

    private final SqliteDatabase database;

    SqliteTextStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Utf8> piece(StoredText text, long from, int bytes) {
        String sql = LargeColumn.of(text).piece(SqliteSql::placeholder, column -> "cast(" + column + " as blob)");
        return database.read(QueryName.TEXT_PIECE, handle -> piece(handle, sql, text).bind("p2", text.from() + from + 1)
                .bind("p3", bytes).map((row, context) -> TextPieces.checked(text, row.getBytes(1), bytes, row.getLong(2)))
                .findOne()
                .orElseThrow(TextPieces::gone));
    }

    private static Query piece(Handle handle, String sql, StoredText text) {
        Query query = handle.createQuery(sql).bind("p1", text.key());
        return text.sessionId() == null ? query : query.bind("p4", text.sessionId());
    }
}
