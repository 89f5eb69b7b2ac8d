package io.alerthistory.http.alert;

import jakarta.validation.Valid;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AcknowledgeRequest;
import io.alerthistory.episode.read.AcknowledgementView;
import io.alerthistory.episode.read.Acknowledgements;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.AlertOrder;
import io.alerthistory.episode.read.AlertPage;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadMemory;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.AlertsView;
import io.alerthistory.episode.read.EpisodePage;
import io.alerthistory.episode.read.Pagination;
import io.alerthistory.episode.read.TimelinePage;
import io.alerthistory.history.CountMode;
import io.alerthistory.request.Caller;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** Alerts, their episodes and what happened to them; and acknowledgements. */
@Path(RecordedAlertResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class RecordedAlertResource {

    static final String PATH = "/api/v1/alerts";

    private final AlertHistory history;
    private final AlertReadMemory memory;
    private final Acknowledgements acknowledgements;
    private final JsonDocuments documents;

    RecordedAlertResource(AlertHistory history, AlertReadMemory memory, Acknowledgements acknowledgements,
            JsonDocuments documents) {
        this.history = history;
        this.memory = memory;
        this.acknowledgements = acknowledgements;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "List alerts, those that changed last first, or in another order")
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "Only alerts in this state", schema = @Schema(implementation = AlertState.class))
    @Parameter(name = "alertname", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "severity", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Exact; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "label", in = ParameterIn.QUERY, description = "A label's name, = and its value; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "A matcher of Alertmanager: =, !=, =~ or !~ with an RE2 expression for the whole value; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Only alerts with an episode that reaches this time or later: RFC 3339, or microseconds since the epoch", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Only alerts with an episode that starts before", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "sort_by", in = ParameterIn.QUERY, description = "The largest first: the last change, the start of the latest episode, or the number of episodes or the firing time in the window", schema = @Schema(implementation = AlertOrder.class, defaultValue = "changed_at_us"))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Alerts a page", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page with the same filters", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "count", in = ParameterIn.QUERY, description = "How total_items is found; with a filter that is not =, nothing is counted", schema = @Schema(implementation = CountMode.class, defaultValue = "auto"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AlertPage.class)))
    public Uni<RestResponse<JsonDocument>> list(UriInfo uri) {
        AlertQueryReader params = new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_ALERTS);
        AlertQuery query = params.alerts();
        return memory.page(covering -> history.alerts(query, params.cursor())
                .map(page -> response(uri, covering.apply(documents.of(page)), page.pagination())));
    }

    @GET
    @Path("{fingerprint}")
    @Operation(summary = "Read the alerts with a fingerprint, one for each source")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Only the alert of this source; may be empty", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AlertsView.class)))
    public Uni<RestResponse<JsonDocument>> get(String fingerprint, UriInfo uri) {
        String source = source(uri);
        return memory.page(covering -> history.alert(fingerprint, source)
                .map(alerts -> ResponseBuilder.ok(covering.apply(documents.of(alerts))).build()));
    }

    @GET
    @Path("{fingerprint}/episodes")
    @Operation(summary = "List the episodes of an alert, the newest first")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Only the alert of this source; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Episodes a page", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page of the same alert", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = EpisodePage.class)))
    public Uni<RestResponse<JsonDocument>> episodes(String fingerprint, UriInfo uri) {
        AlertQueryReader params = new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_ALERT);
        String source = params.source();
        int size = params.checkedSize();
        return memory.page(covering -> history
                .episodes(fingerprint, source, params.cursor(), size)
                .map(page -> response(uri, covering.apply(documents.of(page)), page.pagination())));
    }

    @GET
    @Path("{fingerprint}/timeline")
    @Operation(summary = "Tell what happened to an alert, the oldest first")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Only the alert of this source; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Transitions a page", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page of the same alert", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = TimelinePage.class)))
    public Uni<RestResponse<JsonDocument>> timeline(String fingerprint, UriInfo uri) {
        AlertQueryReader params = new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_ALERT);
        String source = params.source();
        int size = params.checkedSize();
        return memory.page(covering -> history.timeline(fingerprint, source, params.cursor(), size)
                .map(page -> response(uri, covering.apply(documents.of(page)), page.pagination())));
    }

    @POST
    @Path("{fingerprint}/ack")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Acknowledge the open episode of an alert; the first acknowledgement stays")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Needed when several sources have the fingerprint", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "The acknowledgement of the episode, also when it is an earlier one")
    @APIResponse(responseCode = "409", description = "The alert does not fire, or several sources have the fingerprint")
    public Uni<AcknowledgementView> acknowledge(String fingerprint, UriInfo uri, @Nullable @Valid AcknowledgeRequest body) {
        return acknowledgements.acknowledge(fingerprint, source(uri),
                body == null ? new AcknowledgeRequest(null) : body, Caller.current().author());
    }

    @DELETE
    @Path("{fingerprint}/ack")
    @Operation(summary = "Take the acknowledgement of the open episode of an alert back")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Needed when several sources have the fingerprint", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "204", description = "The episode is not acknowledged")
    @APIResponse(responseCode = "409", description = "The alert does not fire, or several sources have the fingerprint")
    public Uni<Void> takeBack(String fingerprint, UriInfo uri) {
        return acknowledgements.takeBack(fingerprint, source(uri));
    }

    @Nullable
    private static String source(UriInfo uri) {
        return new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_SOURCE).source();
    }

    private static RestResponse<JsonDocument> response(UriInfo uri, JsonDocument page, Pagination pagination) {
        return CursorLinks.response(uri, page, pagination.nextCursor());
    }
}
