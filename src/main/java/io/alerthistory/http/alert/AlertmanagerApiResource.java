package io.alerthistory.http.alert;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.ingest.AlertmanagerStatus;
import io.alerthistory.ingest.AlertmanagerStatuses;
import io.alerthistory.ingest.PostedAlerts;
import io.alerthistory.json.JsonItems;
import io.smallrye.mutiny.Uni;

/** The part of Alertmanager's API that those use who send alerts to every Alertmanager. */
@Path("/api/v2")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertmanagerApiResource {

    static final String SUMMARY = "Record alerts as an Alertmanager takes them from Prometheus";
    static final String STORED = "All alerts are stored; no body";
    static final String ALERTS = "Alerts with labels, annotations, startsAt, endsAt and generatorURL, at most 20,000";
    static final String SOME_INVALID = "Some alerts are invalid; the others are stored";
    static final String STATUS = "Report the status as an Alertmanager does";

    private final PostedAlerts alerts;
    private final AlertmanagerStatuses statuses;

    AlertmanagerApiResource(PostedAlerts alerts, AlertmanagerStatuses statuses) {
        this.alerts = alerts;
        this.statuses = statuses;
    }

    @POST
    @Path("alerts")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = SUMMARY)
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @RequestBody(content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(type = SchemaType.ARRAY, implementation = Object.class, description = ALERTS)))
    @APIResponse(responseCode = "200", description = STORED)
    @APIResponse(responseCode = "400", description = SOME_INVALID)
    public Uni<RestResponse<Void>> receive(@NotNull JsonItems body, @RestQuery @Nullable String source) {
        return alerts.receive(SourceParams.of(source).source(), body).map(stored -> RestResponse.ok());
    }

    @GET
    @Path("status")
    @Operation(summary = STATUS)
    public AlertmanagerStatus status() {
        return statuses.now();
    }
}
