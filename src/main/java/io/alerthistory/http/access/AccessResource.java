package io.alerthistory.http.access;

import java.net.URI;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessKeyList;
import io.alerthistory.access.AccessKeys;
import io.alerthistory.access.CreateAccessKey;
import io.alerthistory.access.RotateAccessKey;
import io.alerthistory.access.ShownAccessKey;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Uni;

/** The keys of clients, and who the caller is. */
@Path("/api/v1/access")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "access")
public class AccessResource {

    private static final String KEYS = "/api/v1/access/keys/";

    private final AccessKeys keys;

    AccessResource(AccessKeys keys) {
        this.keys = keys;
    }

    @POST
    @Path("keys")
    @Operation(summary = "Make a key; only this response has the key itself")
    @APIResponse(responseCode = "201", description = "The key was made", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ShownAccessKey.class)))
    public Uni<RestResponse<ShownAccessKey>> create(@NotNull @Valid CreateAccessKey body) {
        return keys.create(body).map(key -> RestResponse.ResponseBuilder.<ShownAccessKey> created(URI.create(KEYS + key.id()))
                .entity(key).build());
    }

    @GET
    @Path("keys")
    @Operation(summary = "List the keys, at most 1,000: those that are not revoked first, then the newest first")
    public Uni<AccessKeyList> list() {
        return keys.list();
    }

    @DELETE
    @Path("keys/{keyId}")
    @Operation(summary = "Revoke a key; every replica refuses it within 10 seconds")
    @APIResponse(responseCode = "204", description = "The key is revoked")
    public Uni<Void> revoke(String keyId) {
        return keys.revoke(keyId);
    }

    @POST
    @Path("keys/{keyId}/rotate")
    @Operation(summary = "Give a key a second secret; the present one stays valid for grace_seconds")
    public Uni<ShownAccessKey> rotate(String keyId, @Valid @Nullable RotateAccessKey body) {
        return keys.rotate(keyId, body == null ? new RotateAccessKey(null) : body);
    }

    @GET
    @Path("me")
    @Operation(summary = "Read who the caller is, and which roles the caller has")
    public Me me() {
        return Me.of(Caller.current());
    }
}
