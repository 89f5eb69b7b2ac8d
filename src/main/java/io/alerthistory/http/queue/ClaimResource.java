package io.alerthistory.http.queue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.history.DetailedSession;
import io.alerthistory.http.session.SessionLocation;
import io.alerthistory.queue.ClaimRequest;
import io.alerthistory.queue.WorkQueue;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** The route by which workers claim sessions. */
@Path("/api/v1/history/claims")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class ClaimResource {

    private final WorkQueue queue;

    ClaimResource(WorkQueue queue) {
        this.queue = queue;
    }

    @POST
    @Operation(summary = "Claim the oldest pending session; 204 when none is pending or the limit is reached")
    @APIResponse(responseCode = "200", description = "The claimed session, in progress", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedSession.class)))
    @APIResponse(responseCode = "204", description = "No session is pending, or the limit is reached")
    public Uni<RestResponse<JsonDocument>> claim(@NotNull @Valid ClaimRequest body) {
        return queue.claim(body).map(session -> session == null ? RestResponse.noContent()
                : ResponseBuilder.ok(session.body())
                        .header(HttpHeaders.CONTENT_LOCATION, SessionLocation.of(session.sessionId())).build());
    }
}
