package io.alerthistory.http.openapi;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.models.security.SecurityScheme;

import io.alerthistory.http.access.RouteRole;
import io.alerthistory.request.Role;
import io.quarkus.smallrye.openapi.OpenApiFilter;

/**
 * Describes who may call an operation, by the table of routes: each way to sign in with each role that is enough. A route that
 * is not in the table fails the build.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = 12)
public final class RouteSecurity implements OASFilter {

    private static final List<String> WAYS = List.of("key", "key_as_password", "oidc");

    @Override
    public void filterOpenAPI(OpenAPI api) {
        api.getComponents().addSecurityScheme("key", OASFactory.createSecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme("bearer").bearerFormat("ahk_<id>_<secret>").description("An access key"));
        api.getComponents().addSecurityScheme("key_as_password",
                OASFactory.createSecurityScheme().type(SecurityScheme.Type.HTTP).scheme("basic")
                        .description("Any user name, and an access key as the password"));
        api.getComponents().addSecurityScheme("oidc", OASFactory.createSecurityScheme().type(SecurityScheme.Type.HTTP)
                .scheme("bearer").bearerFormat("JWT").description("A token of the provider, with AUTH_MODE=oidc"));
        api.getPaths().getPathItems().forEach(
                (path, item) -> item.getOperations().forEach((method, operation) -> describe(route(method, path), operation)));
    }

    /** The table's entry of an operation. */
    static RouteRole route(PathItem.HttpMethod method, String path) {
        return RouteRole.ALL.stream().filter(route -> route.method().equals(method.name()) && route.path().equals(path))
                .findFirst().orElseThrow(
                        () -> new IllegalStateException(method + " " + path + " is not in RouteRole: who may call it?"));
    }

    private static void describe(RouteRole route, Operation operation) {
        Stream<SecurityRequirement> needed = route.roles().isEmpty()
                ? WAYS.stream().map(way -> OASFactory.createSecurityRequirement().addScheme(way))
                : route.roles().stream().map(Role::jsonName).flatMap(
                        role -> WAYS.stream().map(way -> OASFactory.createSecurityRequirement().addScheme(way, role)));
        operation.setSecurity(route.who() == RouteRole.Who.ANYBODY
                ? List.of(OASFactory.createSecurityRequirement())
                : needed.toList());
    }
}
