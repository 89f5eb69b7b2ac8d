package io.alerthistory.http.session;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.headers.Header;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.history.ActiveSession;
import io.alerthistory.history.Summaries;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** What is going on. Tarsy's dashboard takes an answer from here for a sign that it is signed in. */
@Path("/api/v1/history/active-sessions")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class ActiveSessionResource {

    static final String TRUNCATED = "X-Truncated";

    private final Summaries summaries;
    private final JsonDocuments documents;

    ActiveSessionResource(Summaries summaries, JsonDocuments documents) {
        this.summaries = summaries;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "List the sessions that have not ended, the newest first; beyond 1,000 with X-Truncated: true")
    @APIResponse(responseCode = "200", description = "At most 1,000 sessions", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = ActiveSession.class)), headers = @Header(name = TRUNCATED, description = "true when there are more", schema = @Schema(type = SchemaType.BOOLEAN)))
    public Uni<RestResponse<JsonDocument>> list() {
        return summaries.active().map(active -> {
            ResponseBuilder<JsonDocument> response = ResponseBuilder.ok(documents.of(active.sessions()));
            return (active.truncated() ? response.header(TRUNCATED, true) : response).build();
        });
    }
}
