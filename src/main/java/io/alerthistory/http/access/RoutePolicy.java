package io.alerthistory.http.access;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import jakarta.inject.Singleton;

import org.eclipse.microprofile.config.inject.ConfigProperty;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.AllowedOrigins;
import io.alerthistory.http.BrowserWrites;
import io.alerthistory.http.Routes;
import io.alerthistory.http.problem.UnknownRouteException;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityPolicy;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;

/**
 * Lets a request pass when its caller has a role that {@link RouteRole} asks for, and makes that caller the
 * {@link Caller#current}. What is not in the table is not served, also when the framework would find a route.
 */
@Singleton
public class RoutePolicy implements HttpSecurityPolicy {

    private static final String API = "/api/";
    private static final Set<Role> OF_ANYBODY = Set.copyOf(EnumSet.complementOf(EnumSet.of(Role.ADMIN)));

    private final RouteTable table;
    private final AccessConfig config;
    private final AllowedOrigins origins;
    private final boolean isDevelopment;

    RoutePolicy(RouteTable table, AccessConfig config, AllowedOrigins origins,
            @ConfigProperty(name = "history.environment") String environment) {
        this.table = table;
        this.config = config;
        this.origins = origins;
        isDevelopment = environment.equals("development");
    }

    @Override
    public Uni<CheckResult> checkPermission(RoutingContext request, Uni<SecurityIdentity> identity,
            AuthorizationRequestContext context) {
        return identity.flatMap(found -> check(request, caller(request, found)));
    }

    private Caller caller(RoutingContext request, SecurityIdentity identity) {
        Caller caller = Identities.caller(identity)
                .orElseGet(() -> Caller.anonymous(config.isOpen() ? rolesOfAnybody(request) : Set.of()));
        return caller.of(request.response().headers().get("X-Request-Id"), ClientAddress.of(request));
    }

    /** Without sign-in, an administrator is told by where a request comes from. */
    private Set<Role> rolesOfAnybody(RoutingContext request) {
        return isDevelopment && ClientAddress.isThisHost(request) ? EnumSet.allOf(Role.class) : OF_ANYBODY;
    }

    private Uni<CheckResult> check(RoutingContext request, Caller caller) {
        caller.enter();
        request.put(Caller.class.getName(), caller);
        String path = Routes.normalized(String.valueOf(request.request().path()));
        HttpMethod method = request.request().method();
        Optional<ProblemException> otherSite = BrowserWrites.refusalOfOtherSites(request.request(), origins);
        if (otherSite.isPresent()) {
            return Uni.createFrom().failure(new ForbiddenException(otherSite.get().detail()));
        }
        Optional<RouteRole> route = table.find(method.name(), path);
        if (route.isPresent() ? route.get().isAllowed(caller, config.metrics())
                : isHandled(method, path, caller) || DevelopmentPages.areOpenTo(request, path)) {
            return CheckResult.permit();
        }
        if (caller.isAnonymous() && caller.roles().isEmpty() && (route.isPresent() || isOfApi(path))) {
            return CheckResult.deny(); // the challenge of a mechanism
        }
        return Uni.createFrom().failure(route.<ForbiddenException> map(found -> new ForbiddenException(reason(found)))
                .orElseGet(UnknownRouteException::new));
    }

    /** OPTIONS has no entries: it tells the methods of a route. */
    private static boolean isHandled(HttpMethod method, String path, Caller caller) {
        return method.equals(HttpMethod.OPTIONS) && (!isOfApi(path) || !caller.roles().isEmpty());
    }

    private static boolean isOfApi(String path) {
        return (path + "/").startsWith(API);
    }

    private String reason(RouteRole route) {
        Role needed = route.least();
        if (!config.isOpen()) {
            return "This needs the role " + needed.jsonName();
        }
        return isDevelopment ? "This needs the role admin, which has only a client on the same host, and not through a proxy"
                : "This needs the role admin, which nobody has while AUTH_MODE is none: use the command line of the service";
    }
}
