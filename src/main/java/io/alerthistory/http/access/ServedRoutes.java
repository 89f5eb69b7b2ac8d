package io.alerthistory.http.access;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

import io.alerthistory.http.Routes;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
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
        List<String> unknown = Stream.concat(ofApi(), router.getRoutes().stream().flatMap(this::ofRouter)).distinct().toList();
        if (!unknown.isEmpty()) {
            throw new IllegalStateException("these routes are not in RouteRole, so nobody may call them: " + unknown);
        }
    }

    private Stream<String> ofApi() {
        return routes.all().entrySet().stream().flatMap(route -> route.getValue().stream()
                .filter(method -> table.find(method, route.getKey()).isEmpty()).map(method -> method + " " + route.getKey()));
    }

    /** A route of the framework, for example of its health checks. Its filters have no path, and serve nothing. */
    private Stream<String> ofRouter(Route route) {
        String path = Optional.ofNullable(route.getPath()).orElse("/");
        if (path.equals("/")) {
            return Stream.empty();
        }
        Set<HttpMethod> methods = route.methods() == null ? Set.of(HttpMethod.GET) : route.methods();
        return methods.stream().filter(method -> !method.equals(HttpMethod.OPTIONS))
                .filter(method -> table.find(method.name(), Routes.normalized(path)).isEmpty())
                .map(method -> method + " " + path);
    }
}
