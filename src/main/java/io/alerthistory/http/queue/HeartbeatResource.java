package io.alerthistory.http.queue;

import java.util.Objects;

import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

import io.alerthistory.queue.HeartbeatRequest;
import io.alerthistory.queue.WorkQueue;
import io.smallrye.mutiny.Uni;

/** The route for heartbeats of workers. */
@Path("/api/v1/history/sessions/{sessionId}/heartbeat")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "queue")
public class HeartbeatResource {

    private final WorkQueue queue;

    HeartbeatResource(WorkQueue queue) {
        this.queue = queue;
    }

    @POST
    @Operation(summary = "Record a worker's heartbeat")
    @APIResponse(responseCode = "204", description = "Noted")
    public Uni<Void> beat(String sessionId, @Nullable @Valid HeartbeatRequest body) {
        return queue.beat(sessionId, Objects.requireNonNullElse(body, HeartbeatRequest.EMPTY));
    }
}
