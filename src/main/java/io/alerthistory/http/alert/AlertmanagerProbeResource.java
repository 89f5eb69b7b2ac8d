package io.alerthistory.http.alert;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;

import io.alerthistory.health.Health;
import io.smallrye.mutiny.Uni;

/** The probes of an Alertmanager, for those who take this service for one; Kubernetes uses /q/health. */
@Path("/-")
@Produces(MediaType.TEXT_PLAIN)
public class AlertmanagerProbeResource {

    private final Health health;

    AlertmanagerProbeResource(Health health) {
        this.health = health;
    }

    /** Responds while the process is alive. */
    @GET
    @Path("healthy")
    @Operation(hidden = true)
    public String healthy() {
        return "OK";
    }

    /** Responds with 503 when this replica cannot serve. */
    @GET
    @Path("ready")
    @Operation(hidden = true)
    public Uni<RestResponse<String>> ready() {
        return health.readiness().map(report -> report.ready() ? RestResponse.ok("OK")
                : RestResponse.status(Status.SERVICE_UNAVAILABLE, "Not ready"));
    }
}
