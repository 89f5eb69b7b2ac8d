package io.alerthistory.http.live;

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
import org.jboss.resteasy.reactive.RestHeader;
import org.jspecify.annotations.Nullable;

/** The stream of one session, which also has what is not stored. */
@Path(LiveRoutes.SESSION + "/events")
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "live")
public class SessionEventResource {

    @GET
    @Operation(summary = "Watch a session (server-sent events); it need not exist yet")
    @Parameter(name = "last_event_id", in = ParameterIn.QUERY, description = EventResource.LAST_ID, schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = EventResource.TYPE, schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "Events, for as long as the client reads", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public EventStreaming watch(String sessionId, UriInfo uri,
            @RestHeader("Last-Event-ID") @Parameter(description = "Send the events after this id first; browsers send it when they connect again") @Nullable String lastEventId) {
        return EventStreaming.of(EventListParams.of(uri.getQueryParameters(), lastEventId, sessionId));
    }
}
