package io.alerthistory.http.session;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.history.SessionSummary;
import io.alerthistory.history.Summaries;
import io.smallrye.mutiny.Uni;

/** The figures of a session. */
@Path(SessionResource.PATH + "/{sessionId}/summary")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class SummaryResource {

    private final Summaries summaries;

    SummaryResource(Summaries summaries) {
        this.summaries = summaries;
    }

    @GET
    @Operation(summary = "Read the figures of a session: interactions, tokens, stages")
    public Uni<SessionSummary> get(String sessionId) {
        return summaries.summary(sessionId);
    }
}
