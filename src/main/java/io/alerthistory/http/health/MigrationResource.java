package io.alerthistory.http.health;

import java.util.Map;
import java.util.Objects;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
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
import org.jspecify.annotations.Nullable;

import io.alerthistory.audit.AuditAction;
import io.alerthistory.audit.AuditEntry;
import io.alerthistory.audit.Audits;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.rehearsal.RehearsalReport;
import io.alerthistory.start.MigrationRun;
import io.alerthistory.start.MigrationRuns;
import io.alerthistory.start.MigrationStatus;
import io.smallrye.mutiny.Uni;

/** The migrations of the database: what there is, and the way up and down. Served before the schema is migrated, too. */
@Path("/health/database/migrations")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class MigrationResource {

    private final MigrationRuns migrations;
    private final Audits audits;

    MigrationResource(MigrationRuns migrations, Audits audits) {
        this.migrations = migrations;
        this.audits = audits;
    }

    @GET
    @Path("/status")
    @Operation(summary = "Report the migrations of the schema, and the last run of them")
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MigrationStatus.class)))
    public Uni<MigrationStatus> status() {
        return migrations.status();
    }

    @POST
    @Path("/run")
    @Operation(summary = "Begin to run pending migrations; the status reports the end")
    @APIResponse(responseCode = "202", description = "Begun; done when nothing is pending", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MigrationRun.class)))
    @APIResponse(responseCode = "409", description = "Refused, or another change is running")
    public Uni<RestResponse<MigrationRun>> run(@Nullable MigrationRequest body) {
        MigrationRequest request = Objects.requireNonNullElse(body, MigrationRequest.EMPTY);
        return audits.aroundMigration(entry(AuditAction.DATABASE_MIGRATE, request.to(), request.withoutBackup()),
                () -> migrations.run(request.to(), request.withoutBackup())).map(MigrationResource::accepted);
    }

    @POST
    @Path("/rollback")
    @Operation(summary = "Begin to undo the migrations after a version; the status reports the end")
    @APIResponse(responseCode = "202", description = "Begun; done when there is nothing to undo", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = MigrationRun.class)))
    @APIResponse(responseCode = "409", description = "Refused, or another change is running")
    public Uni<RestResponse<MigrationRun>> rollback(@NotNull RollbackRequest body) {
        return audits.aroundMigration(entry(AuditAction.DATABASE_ROLLBACK, body.to(), body.withoutBackup()),
                () -> migrations.rollback(body.to(), body.withoutBackup())).map(MigrationResource::accepted);
    }

    @POST
    @Path("/safety/{version}")
    @Operation(summary = "Rehearse the pending migrations up to a version: what they lock and rewrite, and how long that takes; nothing stays")
    @APIResponse(responseCode = "200", description = "Rehearsed", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = RehearsalReport.class)))
    @APIResponse(responseCode = "409", description = "Another change is running")
    public Uni<RehearsalReport> rehearse(String version) {
        if (!version.matches(MigrationRequest.VERSION)) {
            throw new ProblemException(ErrorCode.NOT_FOUND, "A version is a number of at most 9 digits");
        }
        return audits.aroundMigration(audits.entry(AuditAction.DATABASE_REHEARSE, version),
                () -> migrations.rehearse(version));
    }

    private AuditEntry entry(AuditAction action, @Nullable String version, boolean withoutBackup) {
        return audits.entry(action, version, Map.of("without_backup", withoutBackup));
    }

    private static RestResponse<MigrationRun> accepted(MigrationRun run) {
        return RestResponse.status(Status.ACCEPTED, run);
    }
}
