package io.alerthistory.http.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;

import io.alerthistory.request.Caller;
import io.alerthistory.review.ScoreRequest;
import io.alerthistory.review.Scores;
import io.alerthistory.review.ScoresView;
import io.alerthistory.review.SessionScore;
import io.smallrye.mutiny.Uni;

/** The scores of a session, which a judge gives. */
@Path(SessionResource.PATH + "/{sessionId}/scores")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class ScoreResource {

    private final Scores scores;

    ScoreResource(Scores scores) {
        this.scores = scores;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Add a score to a session; the latest one counts in the list")
    @APIResponse(responseCode = "201", description = "Created", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = SessionScore.class)))
    public Uni<RestResponse<SessionScore>> add(String sessionId, @NotNull @Valid ScoreRequest body) {
        return scores.add(sessionId, body, Caller.current().author())
                .map(score -> ResponseBuilder.create(Status.CREATED, score).build());
    }

    @GET
    @Operation(summary = "List the scores of a session, the latest first")
    public Uni<ScoresView> list(String sessionId) {
        return scores.of(sessionId);
    }
}
