package io.alerthistory.queue;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.history.DetailedSession;
import io.smallrye.mutiny.Uni;

/** The exit of the queue. */
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
    @Operation(summary = "Claim the oldest pending session; 204 when there is none or the limit is reached")
    @APIResponse(responseCode = "200", description = "The session, in progress")
    @APIResponse(responseCode = "204", description = "Nothing to do")
    public Uni<RestResponse<DetailedSession>> claim(@NotNull @Valid ClaimRequest body) {
        return queue.claim(body).map(session -> session == null ? RestResponse.noContent() : RestResponse.ok(session));
    }
}
