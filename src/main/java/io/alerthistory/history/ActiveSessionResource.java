package io.alerthistory.history;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
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
    @APIResponse(responseCode = "200", description = "At most 1,000 sessions", headers = @Header(name = TRUNCATED, description = "true when there are more", schema = @Schema(type = SchemaType.BOOLEAN)))
    public Uni<RestResponse<List<ActiveSession>>> list() {
        return excerpts.active().map(active -> {
            ResponseBuilder<List<ActiveSession>> answer = ResponseBuilder.ok(active.sessions());
            return (active.truncated() ? answer.header(TRUNCATED, true) : answer).build();
        });
    }
}
