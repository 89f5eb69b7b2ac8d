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

import io.alerthistory.episode.read.AlertStatistics;
import io.alerthistory.episode.read.HeatmapBy;
import io.alerthistory.episode.read.HeatmapView;
import io.alerthistory.episode.read.StatisticsOrder;
import io.alerthistory.episode.read.StatisticsPage;
import io.alerthistory.episode.read.StatisticsQuery;
import io.alerthistory.http.Downloads;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.TableFormat;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** Figures of alerts. */
@Path(RecordedAlertResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class StatisticsResource {

    private static final String TIME = "RFC 3339, a date in the time zone, or microseconds since the epoch";

    private final AlertStatistics statistics;
    private final JsonDocuments documents;

    StatisticsResource(AlertStatistics statistics, JsonDocuments documents) {
        this.statistics = statistics;
        this.documents = documents;
    }

    @GET
    @Path("statistics")
    @Operation(summary = "List groups of alerts with their figures, the largest first")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "Only episodes that start at this time or later: " + TIME
            + ". Without it, 30 days before the end", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Only episodes that start before. Without it, the end of today", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "group_by", in = ParameterIn.QUERY, description = "alertname, severity, source, or label. and the name of a label", schema = @Schema(type = SchemaType.STRING, defaultValue = "alertname"))
    @Parameter(name = "tz", in = ParameterIn.QUERY, description = "The time zone of days, as Europe/Berlin", schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"))
    @Parameter(name = "sort_by", in = ParameterIn.QUERY, description = "Ties by firing time; notified: the noisiest first", schema = @Schema(implementation = StatisticsOrder.class, defaultValue = "episodes"))
    @Parameter(name = "alertname", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "severity", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Exact; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "label", in = ParameterIn.QUERY, description = "A label's name, = and its value; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "A matcher of Alertmanager; repeatable. Those that are not = are applied to at most 10,000 alerts", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "Overrides Accept", schema = @Schema(implementation = TableFormat.class, defaultValue = "json"))
    @Parameter(name = "page_size", in = ParameterIn.QUERY, description = "Groups a page; CSV has all", schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page with the same parameters", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = StatisticsPage.class)),
            @Content(mediaType = MediaTypes.CSV, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<JsonDocument>> list(UriInfo uri) {
        return response(uri, TableFormat.JSON);
    }

    @GET
    @Path("statistics")
    @Produces(MediaTypes.CSV + Downloads.LESS_THAN_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> table(UriInfo uri) {
        return response(uri, TableFormat.CSV);
    }

    private Uni<RestResponse<JsonDocument>> response(UriInfo uri, TableFormat accepted) {
        StatisticsQueryReader params = new StatisticsQueryReader(uri.getQueryParameters(), StatisticsQueryReader.OF_STATISTICS,
                statistics);
        StatisticsQuery query = params.statistics();
        return switch (params.format(accepted)) {
            case JSON -> statistics.statistics(query, params.cursor())
                    .map(page -> CursorLinks.response(uri, documents.of(page), page.pagination().nextCursor()));
            case CSV -> statistics.all(query).map(StatisticsLines::csv).map(table -> Downloads.csv(table, "statistics"));
        };
    }

    @GET
    @Path("heatmap")
    @Operation(summary = "Count the starts of episodes by hour of the week, or by day")
    @Parameter(name = "by", in = ParameterIn.QUERY, description = "What the cells stand for", schema = @Schema(implementation = HeatmapBy.class, defaultValue = "hour_of_week"))
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "The start of a window of at most 400 days: " + TIME
            + ". Without it, 84 days before the end", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Its end, exclusive. Without it, the end of today", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "tz", in = ParameterIn.QUERY, description = "The time zone of days and hours, as Europe/Berlin", schema = @Schema(type = SchemaType.STRING, defaultValue = "UTC"))
    @Parameter(name = "alertname", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "severity", in = ParameterIn.QUERY, description = "Exact", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "source", in = ParameterIn.QUERY, description = "Exact; may be empty", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "label", in = ParameterIn.QUERY, description = "A label's name, = and its value; repeatable", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @Parameter(name = "filter", in = ParameterIn.QUERY, description = "A matcher of Alertmanager; repeatable. Those that are not = are applied to at most 10,000 alerts", schema = @Schema(type = SchemaType.ARRAY, implementation = String.class))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HeatmapView.class)))
    public Uni<HeatmapView> heatmap(UriInfo uri) {
        return statistics.heatmap(new StatisticsQueryReader(uri.getQueryParameters(), StatisticsQueryReader.OF_HEATMAP,
                statistics).heatmap());
    }
}
