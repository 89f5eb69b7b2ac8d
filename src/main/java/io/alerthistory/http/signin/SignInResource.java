package io.alerthistory.http.signin;

import java.net.URI;
import java.util.regex.Pattern;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.access.Challenge;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;

/** The routes by which a browser signs in. Where the provider leads back to, the framework completes the sign-in. */
@Path(Challenge.SIGN_IN)
@Produces(MediaType.WILDCARD)
@Tag(name = "access")
public class SignInResource {

    static final String CALLBACK = "/callback";

    /** The only page there is. */
    private static final String HOME = "/q/swagger-ui/";

    /** An address of this service: no other host, which // and /\ would name. */
    private static final Pattern LOCAL = Pattern.compile("/(?![/\\\\])[\\x21-\\x7e&&[^\\\\]]*|/");

    private final OidcSignIn oidc;

    SignInResource(OidcSignIn oidc) {
        this.oidc = oidc;
    }

    @GET
    @Operation(summary = "Sign in at the provider of OpenID Connect, and return to a page")
    @Parameter(name = "return", in = ParameterIn.QUERY, description = "The page, an address of this service that begins with a slash", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "404", description = "AUTH_MODE has no oidc")
    @APIResponse(responseCode = "302", description = "To the provider")
    @APIResponse(responseCode = "303", description = "To the page, by who has signed in")
    public Uni<RestResponse<Void>> signIn(@Context RoutingContext exchange, @RestQuery("return") @Nullable String page) {
        if (!oidc.isEnabled()) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "Nobody signs in here, because AUTH_MODE has no oidc");
        }
        if (!Caller.current().isAnonymous()) {
            return Uni.createFrom().item(RestResponse.seeOther(URI.create(local(page))));
        }
        return oidc.start(exchange).map(address -> RestResponse.ResponseBuilder.<Void> create(RestResponse.Status.FOUND)
                .location(URI.create(address)).build());
    }

    /** Reached only when there is nothing to complete. */
    @GET
    @Path(CALLBACK)
    @Operation(summary = "Complete the sign-in; the provider leads here")
    @APIResponse(responseCode = "302", description = "To the page from which the sign-in began")
    @APIResponse(responseCode = "400")
    @APIResponse(responseCode = "404", description = "AUTH_MODE has no oidc")
    public Uni<RestResponse<Void>> complete() {
        return Uni.createFrom().failure(new ProblemException(ErrorCode.BAD_REQUEST,
                "No sign-in is under way in this browser; begin at " + Challenge.SIGN_IN));
    }

    static String local(@Nullable String page) {
        return page != null && LOCAL.matcher(page).matches() && isUri(page) ? page : HOME;
    }

    private static boolean isUri(String page) {
        try {
            return URI.create(page).getHost() == null;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
