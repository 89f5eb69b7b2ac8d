package io.alerthistory.http.signin;

import java.net.URI;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.vertx.ext.web.RoutingContext;

/** The route by which a browser signs out. */
@Path("/sign-out")
@Produces(MediaType.WILDCARD)
@Tag(name = "access")
public class SignOutResource {

    private final OidcSignIn oidc;

    SignOutResource(OidcSignIn oidc) {
        this.oidc = oidc;
    }

    @GET
    @Operation(summary = "Sign out: the browser drops its session, here and at the provider")
    @APIResponse(responseCode = "404", description = "AUTH_MODE has no oidc")
    @APIResponse(responseCode = "303", description = "To the provider's page for that, or else to one of this service")
    public RestResponse<Void> signOut(@Context RoutingContext exchange) {
        return RestResponse.seeOther(URI.create(oidc.signOut(exchange).orElseGet(() -> SignInResource.local(null))));
    }
}
