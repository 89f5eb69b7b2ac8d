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

import io.alerthistory.episode.read.ActiveEpisodePage;
import io.alerthistory.episode.read.ActiveEpisodeView;
import io.alerthistory.episode.read.AlertHistory;
import io.alerthistory.episode.read.AlertReadMemory;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.http.Downloads;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** What fired at an instant, or in a window. */
@Path(EpisodeResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class EpisodeResource {

    static final String PATH = "/api/v1/episodes";

    /** Of a file. */
    private static final String NAME = "episodes";

    private final AlertHistory history;
    private final AlertReadMemory memory;
    private final JsonDocuments documents;

    EpisodeResource(AlertHistory history, AlertReadMemory memory, JsonDocuments documents) {
        this.history = history;
        this.memory = memory;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "List what fired at an instant, or in a window; without either, what fires now")
    @Parameter(name = "at", in = ParameterIn.QUERY, description = "The instant: RFC 3339, or microseconds since the epoch", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "known_at", in = ParameterIn.QUERY, description = "Only what had been received by this time, which is not before at. An end that was received later counts as open, unless it was more than a day late", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The start of a window; excludes at", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "The end of a window, exclusive; excludes at", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "state", in = ParameterIn.QUERY, description = "firing: only episodes that have not ended; resolved: only those that have", schema = @Schema(implementation = AlertState.class))
    @Parameter(name = "alertname", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "severity", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Exact; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "label", in = ParameterIn.QUERY, description = "A label's name, = and its value; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "A matcher of Alertmanager; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "grafana: a page as an array of annotations for a dashboard; ndjson and csv: all episodes. Overrides Accept", schema = @Schema(implementation = EpisodeFormat.class, defaultValue = "episodes"))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Episodes a page; NDJSON and CSV have all", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page with the same parameters", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(oneOf = { ActiveEpisodePage.class,
                    GrafanaAnnotation[].class })),
            @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(implementation = ActiveEpisodeView.class)),
            @Content(mediaType = MediaTypes.CSV, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<JsonDocument>> list(UriInfo uri) {
        return response(uri, EpisodeFormat.EPISODES);
    }

    @GET
    @Produces(MediaTypes.NDJSON + Downloads.LESS_THAN_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> lines(UriInfo uri) {
        return response(uri, EpisodeFormat.NDJSON);
    }

    @GET
    @Produces(MediaTypes.CSV + Downloads.LESS_THAN_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> table(UriInfo uri) {
        return response(uri, EpisodeFormat.CSV);
    }

    private Uni<RestResponse<JsonDocument>> response(UriInfo uri, EpisodeFormat accepted) {
        AlertQueryReader params = new AlertQueryReader(uri.getQueryParameters(), AlertQueryReader.OF_EPISODES);
        EpisodeQuery query = params.episodes();
        EpisodeFormat format = params.format(EpisodeFormat.values(), accepted);
        return switch (format) {
            case EPISODES, GRAFANA -> memory.page(covering -> history.found(query, params.cursor())
                    .map(page -> CursorLinks.response(uri, covering.apply(documents.of(format == EpisodeFormat.EPISODES ? page
                            : page.episodes().stream().map(GrafanaAnnotation::of).toList())),
                            page.pagination().nextCursor())));
            case NDJSON -> Uni.createFrom()
                    .item(Downloads.ndjson(EpisodeLines.json(documents).document(history.pages(query)), NAME));
            case CSV -> Uni.createFrom().item(Downloads.csv(EpisodeLines.csv().document(history.pages(query)), NAME));
        };
    }
}
