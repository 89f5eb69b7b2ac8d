package io.alerthistory.http;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.vertx.core.http.HttpServerRequest;

/** Compares the origin of the page that sends a request with the host that it is sent to. */
public final class SameOrigin {

    private SameOrigin() {
    }

    /** Whether an origin is that of the service. Compares without the scheme, because a proxy may end TLS. */
    public static boolean is(String origin, HttpServerRequest request) {
        String host = request.authority() == null ? null : request.authority().toString();
        try {
            URI uri = URI.create(origin);
            return host != null
                    && Objects.equals(withoutPort(uri.getScheme(), uri.getRawAuthority()), withoutPort(uri.getScheme(), host));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** Without the port that the scheme implies. */
    private static @Nullable String withoutPort(@Nullable String scheme, @Nullable String authority) {
        return authority == null ? null
                : authority.toLowerCase(Locale.ROOT).replaceFirst("https".equals(scheme) ? ":443$" : ":80$", "");
    }
}
