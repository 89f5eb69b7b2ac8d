package io.alerthistory.http.bulk;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.budget.Budgets;
import io.alerthistory.bulk.BatchReceipt;
import io.alerthistory.bulk.BulkReceipt;
import io.alerthistory.bulk.BulkResult;
import io.alerthistory.bulk.BulkUploads;
import io.alerthistory.http.HttpConfig;
import io.alerthistory.http.MediaTypes;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;

/** The route for bulk uploads. */
@Path(BulkResource.PATH)
@Consumes(MediaTypes.NDJSON)
@Produces(MediaTypes.NDJSON)
@Tag(name = "bulk")
public class BulkResource {

    static final String PATH = "/api/v1/history/bulk";
    private final BulkUploads uploads;
    private final Budgets budgets;
    private final HttpConfig config;

    BulkResource(BulkUploads uploads, Budgets budgets, HttpConfig config) {
        this.uploads = uploads;
        this.budgets = budgets;
        this.config = config;
    }

    @POST
    @Operation(summary = "Record sessions, stages and interactions in batches, one JSON object on each line", description = "Each line has"
            + " the fields of the body of the single POST, and also type (session, stage, llm, mcp) and session_id. An invalid line"
            + " does not affect the others. The response has a line for each batch, sent when the batch is durable, and a last line.")
    @RequestBody(content = @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(type = SchemaType.STRING, description = "JSON"
            + " objects, each on a line of at most 10,485,760 bytes; any number of lines")))
    @APIResponse(responseCode = "200", description = "A BatchReceipt on each line, and a BulkReceipt on the last line", content = @Content(mediaType = MediaTypes.NDJSON, schema = @Schema(oneOf = {
            BatchReceipt.class, BulkReceipt.class })))
    public Multi<BulkResult> upload(@Context RoutingContext exchange) {
        return uploads.take(HttpLines.of(exchange, budgets, config.bodyTimeout()), Caller.current().author(), PATH);
    }
}
