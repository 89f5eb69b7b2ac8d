package io.alerthistory.http.session;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.session.AgentReceipt;
import io.alerthistory.session.InterventionReceipt;
import io.alerthistory.session.Interventions;
import io.smallrye.mutiny.Uni;

/** What people do to an investigation that is under way. */
@Path(SessionResource.PATH + "/{sessionId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class InterventionResource {

    private final Interventions interventions;

    InterventionResource(Interventions interventions) {
        this.interventions = interventions;
    }

    @POST
    @Path("cancel")
    @Operation(summary = "Cancel a session: at once when it is pending or paused, else its worker is asked to")
    public Uni<InterventionReceipt> cancel(String sessionId) {
        return interventions.cancel(sessionId);
    }

    @POST
    @Path("resume")
    @Operation(summary = "Give a paused session back to its worker")
    public Uni<InterventionReceipt> resume(String sessionId) {
        return interventions.resume(sessionId);
    }

    @POST
    @Path("stages/{executionId}/cancel")
    @Operation(summary = "Cancel a paused agent of a parallel stage")
    public Uni<AgentReceipt> cancelAgent(String sessionId, String executionId) {
        return interventions.cancelAgent(sessionId, executionId);
    }
}
