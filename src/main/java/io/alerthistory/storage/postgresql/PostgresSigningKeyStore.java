package io.alerthistory.storage.postgresql;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.history.SigningKeyStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.SigningKeys;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Tuple;

/** Signing keys on PostgreSQL. */
@Singleton
@Typed(PostgresSigningKeyStore.class)
public class PostgresSigningKeyStore implements SigningKeyStore {

    private static final String STORE = SigningKeys.store("$1", "$2", "$3");
    private static final String FIND = SigningKeys.find("$1");

    private final PostgresDatabase database;

    PostgresSigningKeyStore(PostgresDatabase database) {
        this.database = database;
    }

    /**
     * Two statements: the INSERT waits for another one of the same name, and only a statement after it is sure to see that
     * one's
     * row.
     */
    @Override
    public Uni<byte[]> findOrStore(String name, byte[] candidate, long nowUs) {
        return find(name).onItem().ifNull().switchTo(() -> database
                .executeIdempotent(QueryName.SESSION_LIST, STORE, Tuple.of(name, Buffer.buffer(candidate), nowUs))
                .chain(() -> find(name)));
    }

    private Uni<byte[]> find(String name) {
        return database.query(QueryName.SESSION_LIST, FIND, Tuple.of(name)).map(
                rows -> PostgresRow.any(rows) ? rows.iterator().next().get(Buffer.class, 0).getBytes() : null);
    }
}
