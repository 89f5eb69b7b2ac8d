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

/** The stream of all events. */
@Path(LiveRoutes.EVENTS)
@Produces(MediaType.SERVER_SENT_EVENTS)
@Tag(name = "live")
public class EventResource {

    static final String LAST_ID = "Send the events after this id first; the header Last-Event-ID has precedence";
    static final String TYPE = "What the type begins with, for example session.; several with commas between";

    @GET
    @Operation(summary = "Watch what happens (server-sent events)")
    @Parameter(name = "last_event_id", in = ParameterIn.QUERY, description = LAST_ID, schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0"))
    @Parameter(name = "type", in = ParameterIn.QUERY, description = TYPE, schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "session_id", in = ParameterIn.QUERY, description = "Of one session", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "alert_type", in = ParameterIn.QUERY, description = "Of the sessions of an alert type", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "fingerprint", in = ParameterIn.QUERY, description = "Of one alert", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "Events, for as long as the client reads", content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public EventStreaming watch(UriInfo uri,
            @RestHeader("Last-Event-ID") @Parameter(description = "Send the events after this id first; browsers send it when they connect again") @Nullable String lastEventId) {
        return EventStreaming.of(EventListParams.of(uri.getQueryParameters(), lastEventId, null));
    }
}
