package io.alerthistory.http.audit;

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

import io.alerthistory.audit.chain.AuditLog;
import io.alerthistory.audit.chain.AuditPage;
import io.alerthistory.audit.chain.AuditReport;
import io.alerthistory.audit.chain.AuditVerification;
import io.alerthistory.http.QueryReader;
import io.smallrye.mutiny.Uni;

/** The audit log: who did what, and whether it is as it was written. */
@Path("/api/v1/audit")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "audit")
@APIResponse(responseCode = "403", description = "The role admin is required")
public class AuditResource {

    private static final String SINCE = "since";

    private final AuditLog log;
    private final AuditVerification verification;

    AuditResource(AuditLog log, AuditVerification verification) {
        this.log = log;
        this.verification = verification;
    }

    @GET
    @Operation(summary = "List the audit log, the newest entry first, 100 a page")
    @Parameter(name = "actor", in = ParameterIn.QUERY, description = "Exact, case-sensitive", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "action", in = ParameterIn.QUERY, description = "The name of an action, such as session_cancel", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "target", in = ParameterIn.QUERY, description = "Exact: the identifier of what the action was done to", schema = @Schema(type = SchemaType.STRING))
    @Parameter(name = "from_us", in = ParameterIn.QUERY, description = "Only entries at this time or later, microseconds since the epoch", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", maximum = "253402300799999999"))
    @Parameter(name = "to_us", in = ParameterIn.QUERY, description = "Only entries before this time", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "0", maximum = "253402300799999999"))
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of a page with the same filters", schema = @Schema(type = SchemaType.STRING))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditPage.class)))
    public Uni<AuditPage> list(UriInfo uri) {
        AuditListParams params = AuditListParams.ofKnown(uri.getQueryParameters());
        return log.list(params.filter(), params.cursor());
    }

    @POST
    @Path("verify")
    @Operation(summary = "Verify the chain of the audit log; a long one is verified from the command line")
    @Parameter(name = SINCE, in = ParameterIn.QUERY, description = "The first row to verify", schema = @Schema(type = SchemaType.INTEGER, format = "int64", minimum = "1", maximum = "9007199254740991", defaultValue = "1"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AuditReport.class)))
    public Uni<AuditReport> verify(UriInfo uri) {
        QueryReader reader = new QueryReader(uri.getQueryParameters());
        long since = reader.integer(SINCE, 1, (1L << 53) - 1, 1);
        reader.check();
        return verification.verify(since);
    }
}
