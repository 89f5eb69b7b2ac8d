package io.alerthistory.access;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonInclude;

import io.alerthistory.idempotency.HasSecret;
import io.alerthistory.request.Role;

/**
 * A key as an administrator sees it.
 *
 * @param key the key itself, only in the response that made it or its secret
 * @param expiresAtUs null for never
 * @param lastUsedAtUs null while it was not used; exact to a minute
 * @param revokedAtUs null while it is not revoked
 */
public record ShownAccessKey(String id, @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String key, String name,
        List<Role> roles, long createdAtUs, String createdBy, @Nullable Long expiresAtUs, @Nullable Long lastUsedAtUs,
        @Nullable Long revokedAtUs) implements HasSecret {

    static ShownAccessKey of(AccessKey key, @Nullable KeyText text) {
        return new ShownAccessKey(key.id(), text == null ? null : text.text(), key.name(), key.roles(), key.createdAtUs(),
                key.createdBy(), key.expiresAtUs(), key.lastUsedAtUs(), key.revokedAtUs());
    }

    @Override
    public ShownAccessKey withoutSecret() {
        return new ShownAccessKey(id, null, name, roles, createdAtUs, createdBy, expiresAtUs, lastUsedAtUs, revokedAtUs);
    }

    /** Without the key, because records are logged. */
    @Override
    public String toString() {
        return "key " + id;
    }
}
