package io.alerthistory.http.signin;

import java.util.Optional;

import jakarta.inject.Singleton;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.access.GroupRoles;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.BrowserWrites;
import io.alerthistory.http.access.Identities;
import io.alerthistory.http.proxy.ForwardedUser;
import io.alerthistory.http.proxy.TrustedProxy;
import io.alerthistory.request.Caller;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** Signs in whom the trusted proxy names. */
@Singleton
public class ProxySignIn implements HttpAuthenticationMechanism {

    /** After keys, which a client sends on purpose, and before the cookie of a session. */
    private static final int PRIORITY = DEFAULT_PRIORITY + 600;

    private final boolean enabled;
    private final GroupRoles roles;

    ProxySignIn(AccessConfig config, GroupRoles roles) {
        enabled = config.mode().contains(AuthMode.PROXY);
        this.roles = roles;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        Optional<ForwardedUser> user = enabled ? TrustedProxy.user(exchange) : Optional.empty();
        if (user.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        // The proxy knows people by a cookie, which a browser also sends with what a page of another site makes it send.
        Optional<ProblemException> refusal = BrowserWrites.refusalOfOtherSites(exchange.request());
        return refusal.isPresent() ? Refusals.of(exchange, refusal.get()) : Uni.createFrom().item(identity(user.get()));
    }

    private SecurityIdentity identity(ForwardedUser user) {
        return Identities.of(new Caller(user.name(), Caller.Kind.PROXY, roles.of(user.groups()), null, null));
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().nullItem();
    }

    @Override
    public int getPriority() {
        return PRIORITY;
    }
}
