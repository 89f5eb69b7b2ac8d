package io.alerthistory.history;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.smallrye.mutiny.Uni;

/** What is going on. Tarsy's dashboard takes an answer from here for a sign that it is signed in. */
@Path("/api/v1/history/active-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class ActiveSessionResource {

    static final String TRUNCATED = "X-Truncated";

    private final Excerpts excerpts;

    ActiveSessionResource(Excerpts excerpts) {
        this.excerpts = excerpts;
    }

    @GET
    @Operation(summary = "List the sessions that have not ended, the newest first; beyond 1,000 with X-Truncated: true")
    public Uni<RestResponse<List<ActiveSession>>> list() {
        return excerpts.active().map(active -> {
            ResponseBuilder<List<ActiveSession>> answer = ResponseBuilder.ok(active.sessions());
            return (active.truncated() ? answer.header(TRUNCATED, true) : answer).build();
        });
    }
}
