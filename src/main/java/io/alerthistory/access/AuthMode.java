package io.alerthistory.access;

/** A way to sign in, as AUTH_MODE names it. */
public enum AuthMode {
    /** Everybody is anonymous, and has every role but admin. */
    NONE,
    /** The keys of this service. */
    KEY,
    /** Tokens of a provider of OpenID Connect. */
    OIDC,
    /** Headers of a proxy that has authenticated the user. */
    PROXY
}
