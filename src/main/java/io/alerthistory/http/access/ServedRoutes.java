package io.alerthistory.http.access;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.http.Routes;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;

/** Stops the start when a route is served that the table of roles does not have. */
@Singleton
class ServedRoutes {

    private final Routes routes;
    private final RouteTable table;
    private final Router router;

    ServedRoutes(Routes routes, RouteTable table, Router router) {
        this.routes = routes;
        this.table = table;
        this.router = router;
    }

    void check(@Observes StartupEvent event) {
        List<String> unknown = Stream.concat(ofApi(), of("", router)).distinct().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("these routes are not in RouteRole, so nobody may call them: " + unknown);
        }
    }

    private Stream<String> ofApi() {
        return routes.all().entrySet().stream().flatMap(
                route -> route.getValue().stream().flatMap(method -> unknown(method, route.getKey())));
    }

    /** The routes of the framework, for example of its health checks. Its filters have no path, and serve nothing. */
    private Stream<String> of(String prefix, Router some) {
        return some.getRoutes().stream().filter(route -> route.getPath() != null).flatMap(route -> {
            String path = prefix + route.getPath();
            if (route.getSubRouter() != null) {
                return of(path.replaceFirst("/$", ""), route.getSubRouter());
            }
            Set<HttpMethod> methods = route.methods() == null ? Set.of(HttpMethod.GET) : route.methods();
            return methods.stream().flatMap(method -> unknown(method.name(), path));
        });
    }

    private Stream<String> unknown(String method, String path) {
        boolean needsNoRole = path.equals("/") || method.equals("OPTIONS") || DevelopmentPages.mayHave(path);
        return needsNoRole || table.find(method, Routes.normalized(path)).isPresent() ? Stream.empty()
                : Stream.of(method + " " + path);
    }
}
