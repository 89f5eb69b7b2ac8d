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
import io.alerthistory.health.HealthReport;
import io.alerthistory.health.HealthStatus;
import io.alerthistory.request.Caller;
import io.alerthistory.request.Role;
import io.smallrye.mutiny.Uni;

/** The health of the service for operators and Tarsy's dashboard; Kubernetes uses /q/health. */
@Path("/health")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class HealthResource {

    private final Health health;

    HealthResource(Health health) {
        this.health = health;
    }

    @GET
    @Operation(summary = "Report the health of the service: 200 when it is healthy, 503 when it is degraded", description = "Who may not read the history gets the status alone.")
    @APIResponse(responseCode = "200", description = "Healthy", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HealthReport.class)))
    @APIResponse(responseCode = "503", description = "Degraded", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = HealthReport.class)))
    public Uni<RestResponse<Object>> report() {
        boolean showsAll = Caller.current().may(Role.VIEWER);
        return health.report().map(
                report -> RestResponse.status(report.healthy() ? Status.OK : Status.SERVICE_UNAVAILABLE,
                        showsAll ? report : new HealthStatus(report.status())));
    }
}
