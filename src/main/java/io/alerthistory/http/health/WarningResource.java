package io.alerthistory.http.health;

import java.util.List;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.health.Health;
import io.alerthistory.observe.Warning;
import io.smallrye.mutiny.Uni;

/** The current warnings for a dashboard. The route works without the database. */
@Path("/api/v1/system/warnings")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class WarningResource {

    private final Health health;

    WarningResource(Health health) {
        this.health = health;
    }

    @GET
    @Operation(summary = "List the current operational warnings")
    public Uni<List<Warning>> list() {
        return health.warnings();
    }
}
