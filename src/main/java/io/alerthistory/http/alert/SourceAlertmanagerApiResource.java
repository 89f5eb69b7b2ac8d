package io.alerthistory.http.alert;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.ingest.AlertmanagerStatus;
import io.alerthistory.ingest.AlertmanagerStatuses;
import io.alerthistory.ingest.PostedAlerts;
import io.alerthistory.json.JsonItems;
import io.smallrye.mutiny.Uni;

/** The same below a prefix that names the sender, because Prometheus has no parameters in the address of an Alertmanager. */
@Path("/api/v1/sources/{source}/api/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class SourceAlertmanagerApiResource {

    private final PostedAlerts alerts;
    private final AlertmanagerStatuses statuses;

    SourceAlertmanagerApiResource(PostedAlerts alerts, AlertmanagerStatuses statuses) {
        this.alerts = alerts;
        this.statuses = statuses;
    }

    @POST
    @Path("alerts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = AlertmanagerApiResource.SUMMARY + ", with the name of the sender")
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class, description = AlertmanagerApiResource.ALERTS)))
    @APIResponse(responseCode = "200", description = AlertmanagerApiResource.STORED)
    @APIResponse(responseCode = "400", description = AlertmanagerApiResource.SOME_INVALID)
    public Uni<RestResponse<Void>> receive(String source, @NotNull JsonItems body) {
        return alerts.receive(SourceParams.of(source).source(), body).map(stored -> RestResponse.ok());
    }

    @GET
    @Path("status")
    @Operation(summary = AlertmanagerApiResource.STATUS + ", below the address of a sender")
    public AlertmanagerStatus status(String source) {
        return statuses.now();
    }
}
