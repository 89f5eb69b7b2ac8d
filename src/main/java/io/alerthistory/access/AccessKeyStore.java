package io.alerthistory.access;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditEntry;
import io.smallrye.mutiny.Uni;

/** Where keys are stored. Each method is one transaction, which writes the entry of the audit log only if it has an effect. */
public interface AccessKeyStore {

    /** Stores a new key, with an entry of the audit log. */
    Uni<Void> create(AccessKey key, AuditEntry entry);

    /** Stores a key unless its identifier is taken; returns whether it did. */
    Uni<Boolean> createIfAbsent(AccessKey key, AuditEntry entry);

    /** Reads a key, also a revoked one. */
    Uni<@Nullable AccessKey> find(String id);

    /**
     * Lists keys: those that are not revoked first, then the newest first.
     *
     * @param limit how many at most
     */
    Uni<List<AccessKey>> list(int limit);

    /** Counts the keys that are not revoked. */
    Uni<Long> countUnrevoked();

    /** Revokes a key; one that is revoked stays as it is. Returns whether it exists. */
    Uni<Boolean> revoke(String id, long nowUs, AuditEntry entry);

    /**
     * Replaces the secret of a key that is not revoked.
     *
     * @param hash of the new secret
     * @param formerUntilUs how long the present secret stays valid
     * @return the key as it was; null when there is none that is not revoked
     */
    Uni<@Nullable AccessKey> rotate(String id, SecretHash hash, long formerUntilUs, AuditEntry entry);

    /**
     * Notes that a key was used, unless that was noted after a time.
     *
     * @param notedBeforeUs a later note stays
     */
    Uni<Void> noteUse(String id, long nowUs, long notedBeforeUs);
}
