package io.alerthistory.access;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.request.Role;

/**
 * A stored key.
 *
 * @param hash the SHA-256 of its secret
 * @param former the secret before it was rotated; null when it never was, or has no grace
 * @param createdBy the name of the caller who made it
 * @param expiresAtUs null for never
 * @param lastUsedAtUs null while it was not used; exact to a minute
 * @param revokedAtUs null while it is valid
 */
public record AccessKey(String id, String name, List<Role> roles, SecretHash hash, @Nullable FormerSecret former,
        long createdAtUs, String createdBy, @Nullable Long expiresAtUs, @Nullable Long lastUsedAtUs,
        @Nullable Long revokedAtUs) {

    /**
     * The secret that a rotation replaced.
     *
     * @param hash its SHA-256
     * @param untilUs when it dies
     */
    public record FormerSecret(SecretHash hash, long untilUs) {
    }

    public AccessKey {
        roles = List.copyOf(roles);
    }

    /** Whether nobody has revoked it and its time is not over. */
    public boolean isValid(long nowUs) {
        return revokedAtUs == null && (expiresAtUs == null || nowUs < expiresAtUs);
    }

    /** Whether a secret with this hash opens it now. The time that this takes does not depend on the secret. */
    public boolean isOpenedBy(SecretHash sent, long nowUs) {
        boolean isCurrent = hash.equals(sent);
        boolean isFormer = former != null && former.hash().equals(sent) && nowUs < former.untilUs();
        return (isCurrent || isFormer) && isValid(nowUs);
    }
}
