package io.alerthistory.http.signin;

import java.util.Map;
import java.util.Optional;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.access.SignIns;
import io.alerthistory.config.OidcKeys;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.BrowserWrites;
import io.alerthistory.http.access.Challenge;
import io.alerthistory.http.access.ClientAddress;
import io.alerthistory.http.access.Identities;
import io.quarkus.oidc.IdTokenCredential;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.oidc.runtime.OidcUtils;
import io.quarkus.oidc.runtime.TenantConfigBean;
import io.quarkus.oidc.runtime.TenantConfigContext;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.AuthenticationRedirectException;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/**
 * Signs in with a token of the provider, or with the cookie of a session. The framework's mechanism decides; this one
 * stands before it, and adds what it does not do:
 * <ul>
 * <li>When the provider cannot be asked, the response is a 503 instead of a 401, and for a moment nobody asks again.
 * <li>When the provider has changed its keys, they are read once for all requests that wait for them.
 * <li>A cookie that is no longer valid counts as none, so that it does not keep anybody from signing in again.
 * <li>A write with a cookie must come from a page of the same origin.
 * </ul>
 */
@Singleton
public class OidcSignIn implements HttpAuthenticationMechanism {

    /** Before the framework's mechanism, to which it leads. */
    private static final int PRIORITY = DEFAULT_PRIORITY + 500;

    private static final String TOKEN = IdTokenCredential.class.getName();
    private static final String BEARER = "Bearer ";

    private final boolean enabled;
    private final SignIns signIns;
    private final OidcAuthenticationMechanism framework;
    private final TenantConfigBean tenants;
    private final Provider provider = new Provider();
    private final KnownKeys known = new KnownKeys();

    OidcSignIn(AccessConfig config, SignIns signIns, OidcAuthenticationMechanism framework, TenantConfigBean tenants) {
        enabled = config.mode().contains(AuthMode.OIDC);
        this.signIns = signIns;
        this.framework = framework;
        this.tenants = tenants;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        if (!enabled) {
            return Uni.createFrom().nullItem();
        }
        String authorization = exchange.request().getHeader(HttpHeaders.AUTHORIZATION);
        if (authorization == null) {
            return SessionCookie.isIn(exchange) ? ofCookie(exchange, identities) : Uni.createFrom().nullItem();
        }
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? ofToken(exchange, identities, authorization.substring(BEARER.length()).trim())
                : Uni.createFrom().nullItem();
    }

    boolean isEnabled() {
        return enabled;
    }

    /**
     * Starts a sign-in.
     *
     * @return the address of the provider to lead the browser to
     * @throws ProblemException 503 in the Uni, when the provider cannot be reached
     */
    Uni<String> start(RoutingContext exchange) {
        exchange.request().headers().remove(HttpHeaders.REFERER); // the framework would refuse to lead back to the provider
        return provider.ask(page(), Uni.createFrom().deferred(() -> framework.getChallenge(exchange)))
                .map(OidcSignIn::location)
                .onFailure(failure -> provider.isUnreachable(failure, false)).transform(Provider::problem);
    }

    private static String location(ChallengeData challenge) {
        return challenge.getHeaders().entrySet().stream()
                .filter(header -> HttpHeaders.LOCATION.toString().equalsIgnoreCase(header.getKey().toString()))
                .map(Map.Entry::getValue).findFirst().orElseThrow();
    }

    /**
     * Ends the session in the browser.
     *
     * @return the provider's address for signing out there, too; empty when it has none, or has never been reached
     */
    Optional<String> signOut(RoutingContext exchange) {
        if (!enabled) {
            return Optional.empty();
        }
        removeCookie(exchange);
        if (!page().ready()) {
            return Optional.empty();
        }
        return Optional.ofNullable(page().getOidcMetadata().getEndSessionUri()).map(address -> {
            IdTokenCredential token = exchange.get(TOKEN);
            return token == null ? address
                    : address + (address.contains("?") ? "&" : "?") + "id_token_hint=" + token.getToken();
        });
    }

    private void removeCookie(RoutingContext exchange) {
        SessionCookie.remove(exchange, page().oidcConfig().authentication().cookieForceSecure());
    }

    private TenantConfigContext page() {
        return tenants.getStaticTenant(OidcKeys.PAGE);
    }

    private Uni<SecurityIdentity> ofToken(RoutingContext exchange, IdentityProviderManager identities, String token) {
        String keyId = keyId(token);
        Uni<SecurityIdentity> verified = Uni.createFrom().deferred(() -> framework.authenticate(exchange, identities));
        boolean mayAsk = !tenants.getDefaultTenant().ready() || (keyId != null && !known.has(keyId));
        return (mayAsk ? provider.ask(tenants.getDefaultTenant(), verified) : verified).invoke(() -> {
            if (mayAsk) {
                provider.reached();
            }
            if (keyId != null) {
                known.add(keyId);
            }
        }).onFailure().recoverWithUni(failure -> refused(exchange, failure));
    }

    private Uni<SecurityIdentity> ofCookie(RoutingContext exchange, IdentityProviderManager identities) {
        if (isCallback(exchange)) {
            SessionCookie.limitAge(exchange);
        }
        Uni<SecurityIdentity> verified = Uni.createFrom().deferred(() -> framework.authenticate(exchange, identities));
        return (page().ready() ? verified.ifNoItem().after(Provider.PATIENCE).fail() : provider.ask(page(), verified))
                .flatMap(identity -> identity == null ? Uni.createFrom().nullItem() : guarded(exchange, identity))
                .onFailure(failure -> !(failure instanceof AuthenticationRedirectException) && !exchange.response().ended())
                .recoverWithUni(failure -> withoutCookie(exchange, failure));
    }

    private static Uni<SecurityIdentity> guarded(RoutingContext exchange, SecurityIdentity identity) {
        exchange.put(TOKEN, identity.getCredential(IdTokenCredential.class));
        Optional<ProblemException> refusal = BrowserWrites.refusal(exchange.request());
        return refusal.isPresent() ? Refusals.of(exchange, refusal.get()) : Uni.createFrom().item(identity);
    }

    private Uni<SecurityIdentity> refused(RoutingContext exchange, Throwable failure) {
        exchange.remove(HttpAuthenticationMechanism.class.getName()); // the framework's, which would respond without a body
        if (provider.isUnreachable(failure, false)) {
            return Refusals.of(exchange, Provider.problem(failure));
        }
        Challenge.because(exchange, signIns.refuse(AuthMode.OIDC,
                "The token is not valid: its signature, issuer, audience or time is not as the service expects",
                ClientAddress.of(exchange)));
        return Uni.createFrom().failure(new AuthenticationFailedException(failure));
    }

    private Uni<SecurityIdentity> withoutCookie(RoutingContext exchange, Throwable failure) {
        exchange.remove(HttpAuthenticationMechanism.class.getName());
        if (provider.isUnreachable(failure, isCallback(exchange))) {
            return Refusals.of(exchange, Provider.problem(failure));
        }
        removeCookie(exchange);
        return isCallback(exchange)
                ? Refusals.of(exchange, new ProblemException(ErrorCode.UNAUTHENTICATED,
                        "The sign-in failed; begin again at " + Challenge.SIGN_IN))
                : Uni.createFrom().item(Identities.nobody()); // null would make the framework's mechanism try again
    }

    private static boolean isCallback(RoutingContext exchange) {
        return (Challenge.SIGN_IN + SignInResource.CALLBACK).equals(exchange.request().path());
    }

    private static @Nullable String keyId(String token) {
        if (token.replace(".", "").isEmpty()) { // the framework expects at least one part
            return null;
        }
        JsonObject headers = OidcUtils.decodeJwtHeaders(token);
        return headers != null && headers.getValue("kid") instanceof String id ? id : null;
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
