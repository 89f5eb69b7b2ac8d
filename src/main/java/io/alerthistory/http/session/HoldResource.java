package io.alerthistory.http.session;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.request.Caller;
import io.alerthistory.session.HoldRequest;
import io.alerthistory.session.Holds;
import io.alerthistory.session.SessionHold;
import io.alerthistory.session.VersionMatch;
import io.smallrye.mutiny.Uni;

/** The hold of a session, which keeps it from retention and from an erasure. */
@Path(SessionResource.PATH + "/{sessionId}/hold")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class HoldResource {

    private final Holds holds;

    HoldResource(Holds holds) {
        this.holds = holds;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Put a session on hold: neither retention nor an erasure touches it")
    public Uni<RestResponse<SessionHold>> hold(String sessionId, @NotNull @Valid HoldRequest body) {
        return holds.hold(sessionId, body, Caller.current().author()).map(HoldResource::response);
    }

    @DELETE
    @Operation(summary = "End the hold of a session")
    public Uni<RestResponse<SessionHold>> release(String sessionId) {
        return holds.release(sessionId).map(HoldResource::response);
    }

    private static RestResponse<SessionHold> response(SessionHold hold) {
        return ResponseBuilder.ok(hold).header(HttpHeaders.ETAG, VersionMatch.tag(hold.version())).build();
    }
}
