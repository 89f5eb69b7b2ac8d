package io.alerthistory.http.signin;

import java.io.IOException;

import org.jose4j.jwt.consumer.InvalidJwtException;
import org.jose4j.lang.UnresolvableKeyException;

import io.quarkus.oidc.OIDCException;
import io.quarkus.oidc.common.runtime.OidcEndpointAccessException;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.VertxException;

/** Why a token was not accepted: the token itself, a key that is not known, or a provider that cannot be asked. */
enum ProviderFailure {
    TOKEN,
    UNKNOWN_KEY,
    UNREACHABLE;

    /** @param exchangesCode whether the provider was asked for tokens, and may have refused the code */
    static ProviderFailure of(Throwable failure, boolean exchangesCode) {
        ProviderFailure found = TOKEN;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvableKeyException) {
                return UNKNOWN_KEY;
            }
            if (cause instanceof InvalidJwtException) {
                found = TOKEN;
            } else if (isUnreachable(cause) || (!exchangesCode && cause instanceof OIDCException)) {
                found = UNREACHABLE;
            }
        }
        return found;
    }

    private static boolean isUnreachable(Throwable cause) {
        return cause instanceof IOException || cause instanceof TimeoutException || cause instanceof VertxException
                || cause instanceof OidcEndpointAccessException;
    }
}
