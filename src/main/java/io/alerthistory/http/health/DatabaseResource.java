package io.alerthistory.http.health;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import io.alerthistory.health.ConnectivityReport;
import io.alerthistory.health.DatabaseReports;
import io.alerthistory.health.PerformanceReport;
import io.alerthistory.health.SchemaReport;
import io.smallrye.mutiny.Uni;

/** Reports about the database for operators. A report may be as old as DATABASE_HEALTH_CHECK_INTERVAL. */
@Path("/health/database")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class DatabaseResource {

    private final DatabaseReports reports;

    DatabaseResource(DatabaseReports reports) {
        this.reports = reports;
    }

    @GET
    @Path("/health")
    @Operation(summary = "Report the connection to the database: 503 when it is down")
    @APIResponse(responseCode = "200", description = "The database is available")
    @APIResponse(responseCode = "503", description = "The database is not available", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ConnectivityReport.class)))
    public Uni<RestResponse<ConnectivityReport>> connectivity() {
        return reports.connectivity().map(report -> RestResponse.status(
                report.status().equals(ConnectivityReport.OK) ? Status.OK : Status.SERVICE_UNAVAILABLE, report));
    }

    @GET
    @Path("/performance")
    @Operation(summary = "Report the durations of queries, and the slow ones")
    public Uni<PerformanceReport> performance() {
        return reports.performance();
    }

    @GET
    @Path("/schema")
    @Operation(summary = "Compare the schema with the one that this build requires; report sizes and the effective configuration")
    public Uni<SchemaReport> schema() {
        return reports.schema();
    }
}
