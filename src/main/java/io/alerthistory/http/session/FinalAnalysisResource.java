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

import io.alerthistory.history.FinalAnalysis;
import io.alerthistory.history.Summaries;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** What an investigation came to. */
@Path(SessionResource.PATH + "/{sessionId}/final-analysis")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class FinalAnalysisResource {

    private final Summaries summaries;
    private final JsonDocuments documents;

    FinalAnalysisResource(Summaries summaries, JsonDocuments documents) {
        this.summaries = summaries;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "Read the final analysis of a session, and on request the conversations behind it")
    @Parameter(name = FinalAnalysisParams.CONVERSATION, in = ParameterIn.QUERY, description = "With the investigation's conversation", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @Parameter(name = FinalAnalysisParams.CHAT_CONVERSATION, in = ParameterIn.QUERY, description = "With the chat's conversation", schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = FinalAnalysis.class)))
    public Uni<JsonDocument> get(String sessionId, UriInfo uri) {
        return summaries.finalAnalysis(sessionId, FinalAnalysisParams.of(uri.getQueryParameters()).wanted()).map(documents::of);
    }
}
