package io.alerthistory.http.alert;

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
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.NotificationPage;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** Who was told about alerts. */
@Path(NotificationResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class NotificationResource {

    static final String PATH = "/api/v1/notifications";

    private final AlertHistory history;
    private final JsonDocuments documents;

    NotificationResource(AlertHistory history, JsonDocuments documents) {
        this.history = history;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "List who was told about alerts, the newest first")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Only what was sent at this time or later: RFC 3339, or microseconds since the epoch", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Only what was sent before", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "receiver", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "fingerprint", in = ParameterIn.QUERY, description = "Only messages of this alert", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Exact; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Notifications a page", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page with the same parameters", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = NotificationPage.class)))
    public Uni<RestResponse<JsonDocument>> list(UriInfo uri) {
        AlertQueryReader params = new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_NOTIFICATIONS);
        return history.notifications(params.notifications(), params.cursor())
                .map(page -> CursorLinks.response(uri, documents.of(page), page.pagination().nextCursor()));
    }
}
