package io.alerthistory.http.alert;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.alerthistory.ingest.AlertEvents;
import io.alerthistory.ingest.EventReceipt;
import io.alerthistory.json.JsonItems;
import io.smallrye.mutiny.Uni;

/** The route for the webhook output of Alertmanager's event recorder. */
@Path(AlertEventResource.PATH)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertEventResource {

    public static final String PATH = "/api/v1/webhooks/alertmanager-events";

    private final AlertEvents events;

    AlertEventResource(AlertEvents events) {
        this.events = events;
    }

    @POST
    @Operation(summary = "Record events of Alertmanager's event recorder, one or a batch", description = "Events of Alertmanager 0.33, 0.34 and"
            + " 0.35. An invalid event does not affect the others.")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class, description = "Events"
            + " with @timestamp, instance and data, at most 20,000")))
    public Uni<EventReceipt> receive(@NotNull JsonItems body, @RestQuery @Nullable String source) {
        return events.receive(SourceParams.of(source).source(), body);
    }
}
