package io.alerthistory.http.session;

import java.util.Arrays;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
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

import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.ExportedLlm;
import io.alerthistory.history.ExportedMcp;
import io.alerthistory.history.ExportedSession;
import io.alerthistory.history.ExportedStage;
import io.alerthistory.history.FilterField;
import io.alerthistory.history.SessionExports;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.http.Downloads;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.QueryReader;
import io.alerthistory.review.ReviewStatus;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** The export of what the list shows. */
@Path(ExportResource.PATH)
@Produces(MediaTypes.NDJSON)
@Tag(name = "sessions")
public class ExportResource {

    public static final String PATH = "/api/v1/history/export";

    private static final String FORMAT = "format";

    private static final String SORT_BY = "sort_by";
    private static final String SORT_ORDER = "sort_order";

    private static final Set<String> KNOWN = Stream.concat(Arrays.stream(FilterField.values()).map(FilterField::jsonName),
            Stream.concat(SessionListParams.TIMES.stream(), Stream.of(FORMAT, SORT_BY, SORT_ORDER)))
            .collect(Collectors.toUnmodifiableSet());

    /** Of a file. */
    private static final String NAME = "sessions";

    private final SessionExports exports;

    ExportResource(SessionExports exports) {
        this.exports = exports;
    }

    @GET
    @Operation(summary = "Export the sessions of the list: whole ones as the lines of a bulk upload, or the rows of the list as CSV", description = "Chats,"
            + " reviews, scores and holds are not in the lines of a bulk upload.")
    @Parameter(name = FORMAT, in = ParameterIn.QUERY, description = "Overrides Accept", schema = @Schema(implementation = ExportFormat.class))
    @Parameter(name = SORT_BY, in = ParameterIn.QUERY, description = "As for the list", schema = @Schema(type = SchemaType.STRING, defaultValue = "started_at_us"))
    @Parameter(name = SORT_ORDER, in = ParameterIn.QUERY, description = "asc in any case; anything else: desc", schema = @Schema(type = SchemaType.STRING, defaultValue = "desc"))
    @APIResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(oneOf = { ExportedSession.class, ExportedStage.class,
                    ExportedLlm.class, ExportedMcp.class })),
            @Content(mediaType = MediaTypes.CSV, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<JsonDocument>> lines(UriInfo uri) {
        return export(uri, ExportFormat.NDJSON);
    }

    @GET
    @Produces(MediaTypes.CSV + Downloads.LESS_THAN_JSON)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> table(UriInfo uri) {
        return export(uri, ExportFormat.CSV);
    }

    private Uni<RestResponse<JsonDocument>> export(UriInfo uri, ExportFormat accepted) {
        ExportFormat format = format(uri, accepted);
        BiFunction<CursorSigner, Long, SessionQuery> reader = (signer, nowUs) -> SessionListParams
                .of(uri.getQueryParameters(), signer).query(nowUs);
        return switch (format) {
            case NDJSON -> exports.lines(reader).map(lines -> Downloads.ndjson(lines, NAME));
            case CSV -> exports.rows(reader).map(SessionTable::document).map(table -> Downloads.csv(table, NAME));
        };
    }

    /** The list takes states and parameters that it does not know, as Tarsy's did. A file without sessions would hide them. */
    private static ExportFormat format(UriInfo uri, ExportFormat accepted) {
        QueryReader query = QueryReader.ofKnown(uri.getQueryParameters(), KNOWN);
        query.each(FilterField.STATUS.jsonName(), SessionStatus.values());
        query.each(FilterField.REVIEW_STATUS.jsonName(), ReviewStatus.values());
        ExportFormat format = query.one(FORMAT, ExportFormat.values(), accepted);
        query.check();
        return format;
    }
}
