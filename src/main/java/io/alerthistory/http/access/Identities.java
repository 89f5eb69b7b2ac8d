package io.alerthistory.http.access;

import java.util.Optional;

import io.alerthistory.request.Caller;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/**
 * The framework's identity as a caller. The roles are an attribute of ours, not those of the identity: what a provider calls
 * a role counts only once an operator has mapped it.
 */
public final class Identities {

    private static final String CALLER = Caller.class.getName();

    private Identities() {
    }

    /** The identity of a caller. */
    public static SecurityIdentity of(Caller caller) {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(caller.name())).addAttribute(CALLER, caller)
                .build();
    }

    /** An identity of the framework with a caller, whatever roles it has itself. */
    public static SecurityIdentity as(SecurityIdentity identity, Caller caller) {
        return QuarkusSecurityIdentity.builder(identity).addAttribute(CALLER, caller).build();
    }

    /** The identity of who has no valid credential. */
    public static SecurityIdentity nobody() {
        return QuarkusSecurityIdentity.builder().setPrincipal(new QuarkusPrincipal(Caller.ANONYMOUS)).setAnonymous(true)
                .build();
    }

    /** The caller of an identity; empty for one without a credential. */
    static Optional<Caller> caller(SecurityIdentity identity) {
        return Optional.ofNullable(identity.getAttribute(CALLER));
    }
}
