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

import io.alerthistory.health.Health;
import io.alerthistory.health.ReadinessReport;
import io.smallrye.mutiny.Uni;

/** Whether this replica can serve requests, for smoke tests. */
@Path("/readiness")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class ReadinessResource {

    private final Health health;

    ReadinessResource(Health health) {
        this.health = health;
    }

    @GET
    @Operation(summary = "Report the database and its schema version: 503 when this replica cannot serve")
    @APIResponse(responseCode = "200", description = "Migrated")
    @APIResponse(responseCode = "503", description = "Not ready", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ReadinessReport.class)))
    public Uni<RestResponse<ReadinessReport>> report() {
        return health.readiness().map(
                report -> RestResponse.status(report.ready() ? Status.OK : Status.SERVICE_UNAVAILABLE, report));
    }
}
