package io.alerthistory.http.alert;

import java.util.List;
import java.util.Map;

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
import io.alerthistory.http.QueryReader;
import io.smallrye.mutiny.Uni;

/** The routes for Alertmanager's webhook_config and Grafana's webhook contact point. */
@Path("/api/v1/webhooks/alertmanager")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "alerts")
public class AlertmanagerResource {

    private static final String CLAIMABLE = "claimable";
    private static final String CLAIMABLE_DESCRIPTION = "Whether each alert that fires has a pending session, which an agent can claim. Unused with ALERT_SESSIONS=mirror";

    private final Alerts alerts;

    AlertmanagerResource(Alerts alerts) {
        this.alerts = alerts;
    }

    @POST
    @Operation(summary = "Record the alerts of an Alertmanager notification and who was told")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @Parameter(name = CLAIMABLE, in = ParameterIn.QUERY, description = CLAIMABLE_DESCRIPTION, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    public Uni<AlertReceipt> receive(@NotNull @Valid AlertmanagerNotification body, @RestQuery @Nullable String source,
            @RestQuery @Nullable String claimable) {
        return alerts.receive(body, source == null ? null : SourceParams.of(source).source(), isClaimable(claimable));
    }

    private static boolean isClaimable(@Nullable String sent) {
        QueryReader reader = new QueryReader(sent == null ? Map.of() : Map.of(CLAIMABLE, List.of(sent)));
        boolean claimable = reader.flag(CLAIMABLE);
        reader.check();
        return claimable;
    }

    @PUT
    @Operation(summary = "Record the alerts of a Grafana contact point that uses PUT")
    @Parameter(name = "source", in = ParameterIn.QUERY, description = SourceParams.DESCRIPTION, schema = @Schema(type = SchemaType.STRING, maxLength = 255))
    @Parameter(name = CLAIMABLE, in = ParameterIn.QUERY, description = CLAIMABLE_DESCRIPTION, schema = @Schema(type = SchemaType.BOOLEAN, defaultValue = "false"))
    public Uni<AlertReceipt> replace(@NotNull @Valid AlertmanagerNotification body, @RestQuery @Nullable String source,
            @RestQuery @Nullable String claimable) {
        return receive(body, source, claimable);
    }
}
