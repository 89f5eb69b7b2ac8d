package io.alerthistory.http.access;

import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.access.SignIns;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.Routes;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Signs in with a key in the header Authorization, and responds for all ways to sign in to who has none. */
@Singleton
public class KeyMechanism implements HttpAuthenticationMechanism {

    private static final int UNAUTHENTICATED = 401;

    private final AccessConfig config;
    private final SignIns signIns;
    private final RouteTable table;

    KeyMechanism(AccessConfig config, SignIns signIns, RouteTable table) {
        this.config = config;
        this.signIns = signIns;
        this.table = table;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext request, IdentityProviderManager identities) {
        Optional<String> sent = config.mode().contains(AuthMode.KEY)
                ? SentKey.of(request.request().getHeader(HttpHeaders.AUTHORIZATION), config.mode().contains(AuthMode.OIDC))
                : Optional.empty();
        if (sent.isEmpty()) {
            return Uni.createFrom().nullItem();
        }
        return identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(new KeyToVerify(sent.get()), request))
                .onFailure(ProblemException.class).recoverWithUni(failure -> refused(request, failure));
    }

    private Uni<SecurityIdentity> refused(RoutingContext request, ProblemException reason) {
        if (reason.code() != ErrorCode.UNAUTHENTICATED && isOpenToAnybody(request)) {
            return Uni.createFrom().nullItem(); // health and metrics are read even while the database is down
        }
        Challenge.because(request, reason.code() == ErrorCode.UNAUTHENTICATED
                ? signIns.refuse(AuthMode.KEY, reason.detail(), ClientAddress.of(request))
                : reason);
        return Uni.createFrom().failure(new AuthenticationFailedException());
    }

    private boolean isOpenToAnybody(RoutingContext request) {
        return table.find(request.request().method().name(), Routes.normalized(String.valueOf(request.request().path())))
                .filter(route -> route.isOpen(config.metrics())).isPresent();
    }

    @Override
    public Uni<Boolean> sendChallenge(RoutingContext request) {
        Challenge.send(request, config.mode());
        return Uni.createFrom().item(true);
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext request) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHENTICATED));
    }

    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of(KeyToVerify.class);
    }

    /** Before all others: the first mechanism responds. */
    @Override
    public int getPriority() {
        return 2 * DEFAULT_PRIORITY;
    }
}
