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
        return database.query(QueryName.TEXT_PIECE, sql, parameters(text, from, bytes))
                .map(rows -> {
                    if (!PostgresRow.any(rows)) {
                        throw TextPieces.gone();
                    }
                    Row row = rows.iterator().next();
                    return TextPieces.checked(text, row.get(Buffer.class, 0).getBytes(), bytes, row.getLong(1));
                });
    }

    private static Tuple parameters(StoredText text, long from, int bytes) {
        Tuple parameters = Tuple.of(text.key(), text.from() + from + 1, (long) bytes);
        return text.sessionId() == null ? parameters : parameters.addString(text.sessionId());
    }
}
