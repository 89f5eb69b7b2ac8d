package io.alerthistory.http.health;

import jakarta.validation.Valid;
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
import io.alerthistory.audit.Audits;
import io.alerthistory.backup.AcceptedBackup;
import io.alerthistory.backup.BackupManifest;
import io.alerthistory.backup.BackupReport;
import io.alerthistory.backup.Backups;
import io.alerthistory.backup.NewBackupRequest;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.mutiny.Uni;

/** Makes backups and lists them. No route sends a backup: it is fetched where it lies. */
@Path("/health/database/backup")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "system")
public class BackupResource {

    private final Backups backups;
    private final Audits audits;

    BackupResource(Backups backups, Audits audits) {
        this.backups = backups;
        this.audits = audits;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Begin a backup of the database")
    @APIResponse(responseCode = "202", description = "The backup has begun", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = AcceptedBackup.class)))
    @APIResponse(responseCode = "409", description = "A backup is running")
    @APIResponse(responseCode = "507", description = "The disk has too little room")
    public Uni<RestResponse<AcceptedBackup>> begin(@Nullable @Valid NewBackupRequest body) {
        return audits.around(audits.entry(AuditAction.DATABASE_BACKUP, null),
                () -> backups.begin(body == null ? null : body.note()))
                .map(accepted -> RestResponse.status(Status.ACCEPTED, accepted));
    }

    @GET
    @Blocking
    @Path("/status")
    @Operation(summary = "Report the running backup, and list the last ones")
    @APIResponse(responseCode = "200", description = "The backups", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BackupReport.class)))
    public BackupReport status() {
        return backups.report();
    }

    @GET
    @Blocking
    @Path("/{backupId}")
    @Operation(summary = "Read the manifest of a backup")
    @APIResponse(responseCode = "200", description = "The manifest", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = BackupManifest.class)))
    public BackupManifest manifest(String backupId) {
        return backups.get(backupId);
    }
}
