package io.alerthistory.storage.sqlite;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import io.alerthistory.history.SigningKeyStore;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.SigningKeys;
import io.smallrye.mutiny.Uni;

/** Signing keys on SQLite. */
@Singleton
@Typed(SqliteSigningKeyStore.class)
public class SqliteSigningKeyStore implements SigningKeyStore {

    private final SqliteDatabase database;

    SqliteSigningKeyStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<byte[]> findOrStore(String name, byte[] candidate, long nowUs) {
        return database.write(QueryName.SESSION_LIST, handle -> {
            handle.createUpdate(SigningKeys.store(":name", ":secret", ":now")).bind("name", name).bind("secret", candidate)
                    .bind("now", nowUs).execute();
            return handle.createQuery(SigningKeys.find(":name")).bind("name", name)
                    .map((row, context) -> row.getBytes(1)).one();
        });
    }
}
