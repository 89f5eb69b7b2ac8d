package io.alerthistory.http.session;

import java.util.Arrays;
import java.util.function.BiFunction;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
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

import io.alerthistory.history.CursorSigner;
import io.alerthistory.history.ExportedLlm;
import io.alerthistory.history.ExportedMcp;
import io.alerthistory.history.ExportedSession;
import io.alerthistory.history.ExportedStage;
import io.alerthistory.history.SessionExports;
import io.alerthistory.history.SessionQuery;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.http.QueryReader;
import io.alerthistory.stream.JsonDocument;
import io.smallrye.mutiny.Uni;

/** The export of what the list shows. */
@Path(ExportResource.PATH)
@Produces(MediaTypes.NDJSON)
@Tag(name = "sessions")
public class ExportResource {

    public static final String PATH = "/api/v1/history/export";

    private static final String FORMAT = "format";

    /** Who accepts everything gets NDJSON. */
    private static final String LESS = ";qs=0.5";

    private final SessionExports exports;

    ExportResource(SessionExports exports) {
        this.exports = exports;
    }

    @GET
    @Operation(summary = "Export the sessions of the list: whole ones as the lines of a bulk upload, or the rows of the list as CSV", description = "Chats,"
            + " reviews, scores and holds are not in the lines of a bulk upload.")
    @Parameter(name = FORMAT, in = ParameterIn.QUERY, description = "Overrides Accept", schema = @Schema(implementation = ExportFormat.class))
    @Parameter(name = "sort_by", in = ParameterIn.QUERY, description = "As for the list", schema = @Schema(type = SchemaType.STRING, defaultValue = "started_at_us"))
    @Parameter(name = "sort_order", in = ParameterIn.QUERY, description = "asc in any case; anything else: desc", schema = @Schema(type = SchemaType.STRING, defaultValue = "desc"))
    @APIResponse(responseCode = "200", description = "OK", content = {
            @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(oneOf = { ExportedSession.class, ExportedStage.class,
                    ExportedLlm.class, ExportedMcp.class })),
            @Content(mediaType = MediaTypes.CSV, schema = @Schema(type = SchemaType.STRING)) })
    public Uni<RestResponse<JsonDocument>> lines(UriInfo uri) {
        return export(uri, ExportFormat.NDJSON);
    }

    @GET
    @Produces(MediaTypes.CSV + LESS)
    @Operation(hidden = true)
    public Uni<RestResponse<JsonDocument>> table(UriInfo uri) {
        return export(uri, ExportFormat.CSV);
    }

    private Uni<RestResponse<JsonDocument>> export(UriInfo uri, ExportFormat accepted) {
        ExportFormat format = format(uri, accepted);
        BiFunction<CursorSigner, Long, SessionQuery> reader = (signer, nowUs) -> SessionListParams
                .of(uri.getQueryParameters(), signer).query(nowUs);
        return format == ExportFormat.NDJSON ? exports.lines(reader).map(lines -> response(lines, MediaTypes.NDJSON, format))
                : exports.rows(reader).map(SessionTable::document).map(table -> response(table, MediaTypes.CSV, format));
    }

    private static ExportFormat format(UriInfo uri, ExportFormat accepted) {
        QueryReader query = new QueryReader(uri.getQueryParameters());
        String name = query.text(FORMAT);
        if (name == null) {
            return accepted;
        }
        return Arrays.stream(ExportFormat.values()).filter(each -> each.jsonName().equals(name)).findFirst()
                .orElseGet(() -> {
                    query.refuse(FORMAT, "must be ndjson or csv");
                    query.check();
                    return accepted;
                });
    }

    private static RestResponse<JsonDocument> response(JsonDocument document, String type, ExportFormat format) {
        return ResponseBuilder.ok(document).header(HttpHeaders.CONTENT_TYPE, type)
                .header("Content-Disposition", "attachment; filename=\"sessions." + format.jsonName() + "\"").build();
    }
}
