package io.alerthistory.http.access;

import jakarta.inject.Singleton;

import io.alerthistory.access.KeySignIn;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.smallrye.mutiny.Uni;

/** Makes the owner of a key an identity of the framework. */
@Singleton
class KeyIdentityProvider implements IdentityProvider<KeyToVerify> {

    private final KeySignIn keys;

    KeyIdentityProvider(KeySignIn keys) {
        this.keys = keys;
    }

    @Override
    public Class<KeyToVerify> getRequestType() {
        return KeyToVerify.class;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(KeyToVerify request, AuthenticationRequestContext context) {
        return keys.signIn(request.key()).map(Identities::of);
    }
}
