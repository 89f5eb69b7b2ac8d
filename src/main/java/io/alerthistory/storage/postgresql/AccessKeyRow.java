package io.alerthistory.storage.postgresql;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKey;
import io.alerthistory.access.AccessKey.FormerSecret;
import io.alerthistory.access.SecretHash;
import io.alerthistory.storage.mapping.RoleNames;

/** A key of a client, with the hash of its secret. */
@Entity
@Table(name = "access_keys")
class AccessKeyRow {

    @Id
    String keyId;
    String keyName;
    String roles;
    byte[] secretHash;
    byte @Nullable [] formerHash;
    @Nullable
    Long formerUntilUs;
    long createdAtUs;
    String createdBy;
    @Nullable
    Long expiresAtUs;
    @Nullable
    Long lastUsedAtUs;
    @Nullable
    Long revokedAtUs;

    static AccessKeyRow of(AccessKey key) {
        AccessKeyRow row = new AccessKeyRow();
        row.keyId = key.id();
        row.keyName = key.name();
        row.roles = RoleNames.text(key.roles());
        row.secretHash = key.hash().bytes();
        row.createdAtUs = key.createdAtUs();
        row.createdBy = key.createdBy();
        row.expiresAtUs = key.expiresAtUs();
        row.lastUsedAtUs = key.lastUsedAtUs();
        row.revokedAtUs = key.revokedAtUs();
        return row;
    }

    AccessKey key() {
        return new AccessKey(keyId, keyName, RoleNames.roles(roles), SecretHash.stored(secretHash),
                formerHash == null || formerUntilUs == null ? null
                        : new FormerSecret(SecretHash.stored(formerHash), formerUntilUs),
                createdAtUs, createdBy, expiresAtUs, lastUsedAtUs, revokedAtUs);
    }

    void rotate(SecretHash hash, long formerUntil) {
        formerHash = secretHash;
        formerUntilUs = formerUntil;
        secretHash = hash.bytes();
    }
}
