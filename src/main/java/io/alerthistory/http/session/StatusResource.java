package io.alerthistory.http.session;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

import io.alerthistory.history.SessionProgress;
import io.alerthistory.history.Summaries;
import io.alerthistory.session.VersionMatch;
import io.smallrye.mutiny.Uni;

/** How far a session is, for clients that poll. */
@Path(SessionResource.PATH + "/{sessionId}/status")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class StatusResource {

    private final Summaries summaries;

    StatusResource(Summaries summaries) {
        this.summaries = summaries;
    }

    @GET
    @Operation(summary = "Read how far a session is: its state, version, last sign of life and stage counters")
    public Uni<RestResponse<SessionProgress>> get(String sessionId,
            @RestHeader(HttpHeaders.IF_NONE_MATCH) @Nullable String ifNoneMatch) {
        VersionMatch known = new VersionMatch(ifNoneMatch);
        return summaries.progress(sessionId)
                .map(progress -> (known.names(progress.version())
                        ? ResponseBuilder.<SessionProgress> create(Status.NOT_MODIFIED)
                        : ResponseBuilder.ok(progress)).header(HttpHeaders.ETAG, VersionMatch.tag(progress.version()))
                        .header(HttpHeaders.CACHE_CONTROL, SessionResource.REVALIDATED).build());
    }
}
