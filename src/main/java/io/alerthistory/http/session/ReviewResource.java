package io.alerthistory.http.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.request.Caller;
import io.alerthistory.review.ReviewReceipt;
import io.alerthistory.review.ReviewRequest;
import io.alerthistory.review.Reviews;
import io.alerthistory.review.SessionReview;
import io.smallrye.mutiny.Uni;

/** The reviews of sessions. */
@Path(SessionResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class ReviewResource {

    private final Reviews reviews;

    ReviewResource(Reviews reviews) {
        this.reviews = reviews;
    }

    @PATCH
    @Path("review")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Claim, give back, complete or reopen the reviews of up to 50 sessions", description = "Each session has a"
            + " result of its own: changed, unchanged, or refused with a code.")
    public Uni<ReviewReceipt> change(@NotNull @Valid ReviewRequest body) {
        return reviews.change(body, Caller.current());
    }

    @GET
    @Path("{sessionId}/review")
    @Operation(summary = "Read the review of a session")
    public Uni<SessionReview> find(String sessionId) {
        return reviews.find(sessionId);
    }
}
