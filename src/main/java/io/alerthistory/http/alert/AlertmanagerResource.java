package io.alerthistory.http.alert;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestQuery;
import org.jspecify.annotations.Nullable;

import io.alerthistory.alert.AlertReceipt;
import io.alerthistory.alert.AlertmanagerNotification;
import io.alerthistory.alert.Alerts;
import io.smallrye.mutiny.Uni;

/** The routes for Alertmanager's webhook_config and Grafana's webhook contact point. */
@Path("/api/v1/webhooks/alertmanager")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertmanagerResource {

    private final Alerts alerts;

    AlertmanagerResource(Alerts alerts) {
        this.alerts = alerts;
    }

    @POST
    @Operation(summary = "Record the alerts of an Alertmanager notification, one session per firing")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    public Uni<AlertReceipt> receive(@NotNull @Valid AlertmanagerNotification body, @RestQuery @Nullable String source) {
        return alerts.receive(body, source == null ? null : SourceParams.of(source).source());
    }

    @PUT
    @Operation(summary = "Record the alerts of a Grafana contact point that uses PUT")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    public Uni<AlertReceipt> replace(@NotNull @Valid AlertmanagerNotification body, @RestQuery @Nullable String source) {
        return alerts.receive(body, source == null ? null : SourceParams.of(source).source());
    }
}
