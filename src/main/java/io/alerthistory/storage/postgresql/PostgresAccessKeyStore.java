package io.alerthistory.storage.postgresql;

import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.access.SecretHash;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.observe.QueryName;
import io.smallrye.mutiny.Uni;

/** Access keys on PostgreSQL, as entities. */
@Singleton
@Typed(PostgresAccessKeyStore.class)
public class PostgresAccessKeyStore implements AccessKeyStore {

    private final PostgresDatabase database;
    private final AccessKeyRepository keys;
    private final PostgresAudit audit;

    PostgresAccessKeyStore(PostgresDatabase database, AccessKeyRepository keys, PostgresAudit audit) {
        this.audit = audit;
        this.database = database;
        this.keys = keys;
    }

    @Override
    public Uni<Void> create(AccessKey key, AuditEntry entry) {
        return database.entities(QueryName.ACCESS_KEY,
                () -> keys.persistAndFlush(AccessKeyRow.of(key)).call(() -> audit.append(entry))).replaceWithVoid();
    }

    @Override
    public Uni<Boolean> createIfAbsent(AccessKey key, AuditEntry entry) {
        return create(key, entry).replaceWith(true).onFailure(PostgresFailures::isConcurrentChange).recoverWithItem(false);
    }

    @Override
    public Uni<@Nullable AccessKey> find(String id) {
        return database.readEntities(QueryName.ACCESS_KEY, () -> keys.findById(id))
                .map(row -> row == null ? null : row.key());
    }

    @Override
    public Uni<List<AccessKey>> list(int limit) {
        return database.readEntities(QueryName.ACCESS_KEY, () -> keys.listed(limit))
                .map(rows -> rows.stream().map(AccessKeyRow::key).toList());
    }

    @Override
    public Uni<Long> countUnrevoked() {
        return database.readEntities(QueryName.ACCESS_KEY, () -> keys.count("revokedAtUs is null"));
    }

    @Override
    public Uni<Boolean> revoke(String id, long nowUs, AuditEntry entry) {
        return database.entities(QueryName.ACCESS_KEY,
                () -> keys.revoke(id, nowUs).call(rows -> audit.appendIfAny(rows > 0 ? entry : null))).map(rows -> rows > 0);
    }

    @Override
    public Uni<@Nullable AccessKey> rotate(String id, SecretHash hash, long formerUntilUs, AuditEntry entry) {
        return database.entities(QueryName.ACCESS_KEY,
                () -> keys.findById(id, LockModeType.PESSIMISTIC_WRITE).map(row -> {
                    if (row == null || row.revokedAtUs != null) {
                        return null;
                    }
                    row.rotate(hash, formerUntilUs);
                    return row.key();
                }).call(key -> audit.appendIfAny(key == null ? null : entry)));
    }

    @Override
    public Uni<Void> noteUse(String id, long nowUs, long notedBeforeUs) {
        return database.changeEntities(QueryName.ACCESS_KEY, () -> keys.noteUse(id, nowUs, notedBeforeUs))
                .replaceWithVoid();
    }
}
