package io.alerthistory.http.access;

import java.util.Optional;
import java.util.function.Supplier;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.access.KeySignIn;
import io.smallrye.mutiny.Uni;

/** Finds out whether the caller of a connection that stays open may still be here: keys are revoked, and expire. */
@Singleton
public class KeptAccess {

    private final AccessConfig config;
    private final KeySignIn keys;

    KeptAccess(AccessConfig config, KeySignIn keys) {
        this.config = config;
        this.keys = keys;
    }

    /**
     * Returns what to ask from time to time. A caller who signed in by another way stays.
     *
     * @param authorization the header of the request that opened the connection
     */
    public Supplier<Uni<Boolean>> of(@Nullable String authorization) {
        Optional<String> sent = config.mode().contains(AuthMode.KEY)
                ? SentKey.of(authorization, config.mode().contains(AuthMode.OIDC))
                : Optional.empty();
        return sent.map(keys::renewal).orElse(() -> Uni.createFrom().item(true));
    }
}
