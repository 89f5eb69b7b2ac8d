package io.alerthistory.http.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

import io.alerthistory.history.DetailedStage;
import io.alerthistory.history.History;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.session.CreateStage;
import io.alerthistory.session.StageChange;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.Stages;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/**
 * The stages of a session. The responses contain the stage alone, without its interactions and the chat message that it
 * responds to.
 */
@Path(SessionResource.PATH + "/{sessionId}/stages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stages")
public class StageResource {

    private final Stages stages;
    private final History history;

    StageResource(Stages stages, History history) {
        this.history = history;
        this.stages = stages;
    }

    @POST
    @Operation(summary = "Record a stage; the same content again finds the stored one")
    @APIResponse(responseCode = "201", description = "Recorded", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedStage.class)))
    @APIResponse(responseCode = "200", description = "It was there, with the same content", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedStage.class)))
    public Uni<RestResponse<JsonDocument>> create(String sessionId, @NotNull @Valid CreateStage body) {
        return stages.create(sessionId, body).flatMap(stored -> {
            StageExecution stage = stored.value();
            return stored.created() ? Uni.createFrom().item(response(Status.CREATED, stage, history.created(stage)))
                    : history.stage(sessionId, stage.executionId).map(document -> response(Status.OK, stage, document));
        });
    }

    @PATCH
    @Path("{executionId}")
    @Consumes({ MediaTypes.MERGE_PATCH, MediaType.APPLICATION_JSON })
    @Operation(summary = "Change a stage with a JSON merge patch (RFC 7396)")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = DetailedStage.class)))
    public Uni<RestResponse<JsonDocument>> change(String sessionId, String executionId, @NotNull StageChange body) {
        return stages.change(sessionId, executionId, body.checked()).flatMap(stage -> history.stage(sessionId, executionId)
                .map(document -> response(Status.OK, stage, document)));
    }

    private static RestResponse<JsonDocument> response(Status status, StageExecution stage, JsonDocument document) {
        return ResponseBuilder.<JsonDocument> create(status).entity(document)
                .header(HttpHeaders.CONTENT_LOCATION, SessionLocation.of(stage)).build();
    }
}
