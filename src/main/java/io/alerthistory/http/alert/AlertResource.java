package io.alerthistory.http.alert;

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

import io.alerthistory.alert.Submissions;
import io.alerthistory.alert.SubmitAlert;
import io.alerthistory.alert.SubmitReceipt;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Uni;

/** The route for alerts of clients that use the API of this service. */
@Path("/api/v1/alerts")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertResource {

    private final Submissions submissions;

    AlertResource(Submissions submissions) {
        this.submissions = submissions;
    }

    @POST
    @Operation(summary = "Submit an alert; creates a pending session that a worker can claim")
    @APIResponse(responseCode = "200", description = "The session is pending")
    @APIResponse(responseCode = "429")
    public Uni<SubmitReceipt> submit(@NotNull @Valid SubmitAlert body) {
        return submissions.submit(body, Caller.current().author());
    }
}
