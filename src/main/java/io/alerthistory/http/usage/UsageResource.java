package io.alerthistory.http.usage;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
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

import io.alerthistory.http.Csv;
import io.alerthistory.http.Downloads;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.TableFormat;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.alerthistory.time.Micros;
import io.alerthistory.usage.Usage;
import io.alerthistory.usage.UsageGroup;
import io.alerthistory.usage.UsageRow;
import io.alerthistory.usage.UsageView;
import io.smallrye.mutiny.Uni;

/** What investigations used. */
@Path(UsageResource.PATH)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "sessions")
public class UsageResource {

    static final String PATH = "/api/v1/history/usage";

    private static final List<String> COLUMNS = List.of("sessions", "calls", "input_tokens", "output_tokens", "total_tokens",
            "cost_usd", "unpriced_calls");

    private final Usage usage;
    private final JsonDocuments documents;
    private final Clock clock;

    UsageResource(Usage usage, JsonDocuments documents, Clock clock) {
        this.usage = usage;
        this.documents = documents;
        this.clock = clock;
    }

    @GET
    @Operation(summary = "Add up the calls to models, tokens and cost of the sessions that started in a range")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "RFC 3339, a day in UTC, or microseconds since the epoch; default: 30 days before to", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "Exclusive, at most 92 days after from; default: now", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "Overrides Accept", schema = @Schema(implementation = TableFormat.class, defaultValue = "json"))
    @Parameter(name = "group_by", in = ParameterIn.QUERY, description = "What a row is of", schema = @Schema(implementation = UsageGroup.class, defaultValue = "model"))
    @APIResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = UsageView.class)),
            @Content(mediaType = MediaTypes.CSV, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<JsonDocument>> usage(UriInfo uri) {
        return response(uri, TableFormat.JSON);
    }

    @GET
    @Produces(MediaTypes.CSV + Downloads.LESS_THAN_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> table(UriInfo uri) {
        return response(uri, TableFormat.CSV);
    }

    private Uni<RestResponse<JsonDocument>> response(UriInfo uri, TableFormat accepted) {
        UsageParams params = UsageParams.of(uri.getQueryParameters(), Micros.now(clock), accepted);
        return usage.of(params.query()).map(view -> switch (params.format()) {
            case JSON -> ResponseBuilder.ok(documents.of(view)).header(HttpHeaders.CONTENT_TYPE, MediaType.APPLICATION_JSON)
                    .build();
            case CSV -> Downloads.csv(JsonDocument.of(csv(view)), "usage");
        });
    }

    private static String csv(UsageView view) {
        return Csv.row(Stream.concat(Stream.of(view.groupBy().jsonName()), COLUMNS.stream()))
                + view.usage().stream().map(UsageResource::csv).collect(Collectors.joining());
    }

    private static String csv(UsageRow row) {
        return Csv.row(Stream.of(row.key(), row.sessions(), row.calls(), row.inputTokens(), row.outputTokens(),
                row.totalTokens(), row.costUsd(), row.unpricedCalls()).map(UsageResource::text));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value instanceof BigDecimal amount ? amount.toPlainString() : value.toString();
    }
}
