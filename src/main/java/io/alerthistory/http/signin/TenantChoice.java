package io.alerthistory.http.signin;

import jakarta.inject.Singleton;

import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AuthMode;
import io.alerthistory.config.OidcKeys;
import io.quarkus.oidc.TenantResolver;
import io.quarkus.oidc.runtime.OidcUtils;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** A request with the header Authorization brings a token; any other may bring the cookie of a session. */
@Singleton
public class TenantChoice implements TenantResolver {

    private final boolean enabled;

    TenantChoice(AccessConfig config) {
        enabled = config.mode().contains(AuthMode.OIDC);
    }

    @Override
    public @Nullable String resolve(RoutingContext exchange) {
        if (!enabled) {
            return null;
        }
        return exchange.request().headers().contains(HttpHeaders.AUTHORIZATION) ? OidcUtils.DEFAULT_TENANT_ID : OidcKeys.PAGE;
    }
}
