package io.alerthistory.http.session;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.history.History;
import io.alerthistory.history.Summaries;
import io.alerthistory.history.TimelineEvent;
import io.alerthistory.history.Trace;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** The interactions of a session: all of them without their payloads, and each with them. */
@Path(SessionResource.PATH + "/{sessionId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "interactions")
public class TraceResource {

    private final Summaries summaries;
    private final History history;
    private final JsonDocuments documents;

    TraceResource(Summaries summaries, History history, JsonDocuments documents) {
        this.summaries = summaries;
        this.history = history;
        this.documents = documents;
    }

    @GET
    @Path("trace")
    @Operation(summary = "List the interactions of a session in the order of their arrival, without their payloads")
    @Parameter(name = "after_seq", in = ParameterIn.QUERY, description = "The events start behind this seq", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", maximum = "9223372036854775807", defaultValue = "0"))
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "The maximum number of events; fewer come when names are long", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "1000", defaultValue = "200"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = Trace.class)))
    public Uni<JsonDocument> trace(String sessionId, UriInfo uri) {
        return summaries.trace(TraceParams.of(uri.getQueryParameters()).query(sessionId)).map(documents::of);
    }

    @GET
    @Path("interactions/{interactionId}")
    @Operation(summary = "Read one interaction of a session with its payloads")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TimelineEvent.class)))
    public Uni<JsonDocument> interaction(String sessionId, String interactionId) {
        return history.interaction(sessionId, interactionId);
    }
}
