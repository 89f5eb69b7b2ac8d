package io.alerthistory.http.signin;

import java.util.List;
import java.util.regex.Pattern;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.jwt.JsonWebToken;

import io.alerthistory.access.GroupRoles;
import io.alerthistory.http.access.Identities;
import io.alerthistory.request.Caller;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.smallrye.mutiny.Uni;

/** Names the caller of a token that the framework has verified, and gives it the roles of its groups. */
@Singleton
public class OidcCallers implements SecurityIdentityAugmentor {

    /** The claims of a user's name, the best first. A service account may have only a subject. */
    private static final List<String> NAMES = List.of("preferred_username", "upn", "sub");

    /** The same limit as for an author in a body, and nothing that a database or a log line cannot hold. */
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}]{1,255}");

    private final GroupRoles roles;

    OidcCallers(GroupRoles roles) {
        this.roles = roles;
    }

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        return identity.getPrincipal() instanceof JsonWebToken token
                ? Uni.createFrom().item(() -> Identities.as(identity,
                        new Caller(name(token), Caller.Kind.OIDC, roles.of(identity.getRoles()), null, null)))
                : Uni.createFrom().item(identity);
    }

    private static String name(JsonWebToken token) {
        return NAMES.stream().map(claim -> token.<Object> getClaim(claim)).filter(String.class::isInstance)
                .map(String.class::cast).filter(name -> !name.isBlank() && NAME.matcher(name).matches()).findFirst()
                .orElseThrow(() -> new AuthenticationFailedException("the token names nobody"));
    }
}
