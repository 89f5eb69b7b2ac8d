package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.LargeColumn;
import io.alerthistory.storage.mapping.TextPieces;
import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;

/** Long texts on PostgreSQL: each piece is a statement, and no connection is held while a client reads. */
@Singleton
@Typed(PostgresTextStore.class)
public class PostgresTextStore implements TextStore {

    private final PostgresDatabase database;

    PostgresTextStore(PostgresDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Utf8> piece(StoredText text, long from, int bytes) {
        String sql = LargeColumn.of(text).piece(PostgresSql::placeholder, column -> "convert_to(" + column + ", 'UTF8')");
        return database.query(QueryName.TEXT_PIECE, sql, Tuple.of(text.key(), text.from() + from + 1, (long) bytes))
                .map(rows -> {
                    if (rows.size() == 0) {
                        throw TextPieces.gone();
                    }
                    Row row = rows.iterator().next();
                    return TextPieces.checked(text, row.get(Buffer.class, 0).getBytes(), bytes, row.getLong(1));
                });
    }
}
