package io.alerthistory.history;

import java.util.List;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.session.CreateStage;
import io.alerthistory.session.StageChange;
import io.alerthistory.session.StageExecution;
import io.alerthistory.session.Stages;
import io.smallrye.mutiny.Uni;

/** The stages of a session. Their answers show the stage alone, without its interactions and the chat message it answers. */
@Path(SessionResource.PATH + "/{sessionId}/stages")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "stages")
public class StageResource {

    private final Stages stages;

    StageResource(Stages stages) {
        this.stages = stages;
    }

    @POST
    @Operation(summary = "Record a stage; the same content again finds the stored one")
    @APIResponse(responseCode = "201", description = "Recorded")
    @APIResponse(responseCode = "200", description = "It was there, with the same content")
    public Uni<RestResponse<DetailedStage>> create(String sessionId, @NotNull @Valid CreateStage body) {
        return stages.create(sessionId, body).map(stored -> RestResponse.status(
                stored.created() ? RestResponse.Status.CREATED : RestResponse.Status.OK, alone(stored.value())));
    }

    @PATCH
    @Path("{executionId}")
    @Consumes({ SessionResource.MERGE_PATCH, MediaType.APPLICATION_JSON })
    @Operation(summary = "Change a stage with a JSON merge patch (RFC 7396)")
    public Uni<DetailedStage> change(String sessionId, String executionId, @NotNull StageChange body) {
        return stages.change(sessionId, executionId, body).map(StageResource::alone);
    }

    private static DetailedStage alone(StageExecution stage) {
        return DetailedStage.of(StoredStage.alone(stage), Timeline.EMPTY, List.of());
    }
}
