package io.alerthistory.http.access;

import jakarta.inject.Singleton;

import io.alerthistory.access.KeySignIn;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Makes the owner of a key an identity of the framework. */
@Singleton
class KeyIdentityProvider implements IdentityProvider<KeyRequest> {

    private final KeySignIn keys;

    KeyIdentityProvider(KeySignIn keys) {
        this.keys = keys;
    }

    @Override
    public Class<KeyRequest> getRequestType() {
        return KeyRequest.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyRequest request, AuthenticationRequestContext context) {
        return keys.signIn(request.key()).map(Identities::of);
    }
}
