package io.alerthistory.storage.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import jakarta.enterprise.inject.Typed;
import jakarta.inject.Singleton;

import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.AccessKey.FormerSecret;
import io.alerthistory.access.AccessKeyStore;
import io.alerthistory.access.SecretHash;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.observe.QueryName;
import io.alerthistory.storage.mapping.RoleNames;
import io.smallrye.mutiny.Uni;

/** Access keys on SQLite. */
@Singleton
@Typed(SqliteAccessKeyStore.class)
public class SqliteAccessKeyStore implements AccessKeyStore {

    private static final String CREATE = """
            insert into access_keys (key_id, key_name, roles, secret_hash, created_at_us, created_by, expires_at_us,
                last_used_at_us, revoked_at_us)
            values (:id, :name, :roles, :hash, :createdAt, :createdBy, :expiresAt, :lastUsedAt, :revokedAt)
            """;

    private static final String SELECT = """
            select key_id, key_name, roles, secret_hash, former_hash, former_until_us, created_at_us, created_by,
                expires_at_us, last_used_at_us, revoked_at_us
            from access_keys
            """;

    private static final String LIST = SELECT + """
            order by revoked_at_us is not null, created_at_us desc, key_id
            limit :limit""";

    private static final String REVOKE = """
            update access_keys
            set revoked_at_us = coalesce(revoked_at_us, :now)
            where key_id = :id""";

    private static final String ROTATE = """
            update access_keys
            set former_hash = secret_hash, former_until_us = :until, secret_hash = :hash
            where key_id = :id and revoked_at_us is null""";

    private static final String NOTE_USE = """
            update access_keys
            set last_used_at_us = :now
            where key_id = :id and (last_used_at_us is null or last_used_at_us <= :before)""";

    private final SqliteDatabase database;

    SqliteAccessKeyStore(SqliteDatabase database) {
        this.database = database;
    }

    @Override
    public Uni<Void> create(AccessKey key, AuditEntry entry) {
        return database.write(QueryName.ACCESS_KEY, handle -> isAudited(handle, insert(handle, key, CREATE), entry))
                .replaceWithVoid();
    }

    @Override
    public Uni<Boolean> createIfAbsent(AccessKey key, AuditEntry entry) {
        return database.write(QueryName.ACCESS_KEY,
                handle -> isAudited(handle, insert(handle, key, CREATE + "on conflict (key_id) do nothing"), entry));
    }

    @Override
    public Uni<@Nullable AccessKey> find(String id) {
        return database.read(QueryName.ACCESS_KEY, handle -> find(handle, id));
    }

    @Override
    public Uni<List<AccessKey>> list(int limit) {
        return database.read(QueryName.ACCESS_KEY,
                handle -> handle.createQuery(LIST).bind("limit", limit).map((row, context) -> key(row)).list());
    }

    @Override
    public Uni<Long> countUnrevoked() {
        return database.read(QueryName.ACCESS_KEY,
                handle -> handle.createQuery("select count(*) from access_keys where revoked_at_us is null").mapTo(Long.class)
                        .one());
    }

    @Override
    public Uni<Boolean> revoke(String id, long nowUs, AuditEntry entry) {
        return database.write(QueryName.ACCESS_KEY,
                handle -> isAudited(handle, handle.createUpdate(REVOKE).bind("id", id).bind("now", nowUs).execute(), entry));
    }

    @Override
    public Uni<@Nullable AccessKey> rotate(String id, SecretHash hash, long formerUntilUs, AuditEntry entry) {
        return database.write(QueryName.ACCESS_KEY,
                handle -> isAudited(handle, handle.createUpdate(ROTATE).bind("id", id).bind("hash", hash.bytes())
                        .bind("until", formerUntilUs).execute(), entry) ? find(handle, id) : null);
    }

    @Override
    public Uni<Void> noteUse(String id, long nowUs, long notedBeforeUs) {
        return database.write(QueryName.ACCESS_KEY, handle -> handle.createUpdate(NOTE_USE).bind("id", id)
                .bind("now", nowUs).bind("before", notedBeforeUs).execute()).replaceWithVoid();
    }

    /** Appends the entry when rows were changed; returns whether they were. */
    private static boolean isAudited(Handle handle, int rows, AuditEntry entry) {
        SqliteAudit.appendIfAny(handle, rows > 0 ? entry : null);
        return rows > 0;
    }

    private static int insert(Handle handle, AccessKey key, String statement) {
        return handle.createUpdate(statement).bind("id", key.id()).bind("name", key.name())
                .bind("roles", RoleNames.text(key.roles())).bind("hash", key.hash().bytes())
                .bind("createdAt", key.createdAtUs()).bind("createdBy", key.createdBy())
                .bind("expiresAt", key.expiresAtUs()).bind("lastUsedAt", key.lastUsedAtUs())
                .bind("revokedAt", key.revokedAtUs()).execute();
    }

    private static @Nullable AccessKey find(Handle handle, String id) {
        return handle.createQuery(SELECT + "where key_id = :id").bind("id", id).map((row, context) -> key(row)).findOne()
                .orElse(null);
    }

    private static AccessKey key(ResultSet row) throws SQLException {
        byte[] former = row.getBytes("former_hash");
        SqliteRow reader = new SqliteRow(row);
        return new AccessKey(reader.text("key_id"), reader.text("key_name"), RoleNames.roles(reader.text("roles")),
                SecretHash.stored(row.getBytes("secret_hash")),
                former == null ? null : new FormerSecret(SecretHash.stored(former), reader.number("former_until_us")),
                reader.number("created_at_us"), reader.text("created_by"), reader.longOrNull("expires_at_us"),
                reader.longOrNull("last_used_at_us"), reader.longOrNull("revoked_at_us"));
    }
}
