package io.alerthistory.http.filter;

import jakarta.annotation.Priority;
import jakarta.inject.Provider;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestContext;
import org.jboss.resteasy.reactive.server.spi.ResteasyReactiveContainerRequestFilter;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.FilterOrder;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;

/**
 * Serves the routes marked {@link AdminOnly} in development only, and only to a client on the same host that no proxy
 * stands for. There are no roles yet, so nobody else can be told apart from an administrator.
 */
@AdminOnly
@jakarta.ws.rs.ext.Provider
@Priority(FilterOrder.ADMIN)
public class AdminFilter implements ResteasyReactiveContainerRequestFilter {

    private static final String DEVELOPMENT = "development";

    private final Provider<String> environment;

    /** @param environment asked for each request: the framework makes filters before it reads the environment */
    AdminFilter(@ConfigProperty(name = "history.environment", defaultValue = DEVELOPMENT) Provider<String> environment) {
        this.environment = environment;
    }

    @Override
    public void filter(ResteasyReactiveContainerRequestContext context) {
        HttpServerRequest request = ((ResteasyReactiveRequestContext) context.getServerRequestContext()).serverRequest()
                .unwrap(RoutingContext.class).request();
        if (!environment.get().equals(DEVELOPMENT)) {
            throw new ProblemException(ErrorCode.FORBIDDEN,
                    "This route is served in development only: use the command line of the service instead");
        }
        if (!isLocal(request)) {
            throw new ProblemException(ErrorCode.FORBIDDEN,
                    "This route is served only to a client on the same host, and not through a proxy");
        }
    }

    private static boolean isLocal(HttpServerRequest request) {
        SocketAddress address = request.remoteAddress();
        boolean forwarded = request.headers().names().stream().anyMatch(name -> name.equalsIgnoreCase("Forwarded")
                || name.regionMatches(true, 0, "X-Forwarded-", 0, "X-Forwarded-".length()));
        return address != null && isLoopback(address.hostAddress()) && !forwarded;
    }

    private static boolean isLoopback(String address) {
        return address != null && (address.startsWith("127.") || address.equals("::1") || address.equals("0:0:0:0:0:0:0:1"));
    }
}
