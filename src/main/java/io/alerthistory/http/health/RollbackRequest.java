package io.alerthistory.http.health;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;

/**
 * The body of a rollback.
 *
 * @param to the version to go back to
 * @param backup skip, to do without a verified backup younger than an hour
 */
public record RollbackRequest(
        @Schema(required = true, pattern = MigrationRequest.VERSION, description = "The version to go back to; what is newer is undone") String to,
        @Schema(enumeration = {
                MigrationRequest.REQUIRED,
                MigrationRequest.SKIP }, defaultValue = MigrationRequest.REQUIRED, description = "Whether a verified backup younger than an hour is required") @Nullable String backup){

    /**
     * Checks the values.
     *
     * @throws ProblemException 422 when one is missing or invalid
     */
    public RollbackRequest(@Nullable String to, @Nullable String backup) {
        MigrationRequest checked = new MigrationRequest(to == null ? "" : to, backup);
        this.to = String.valueOf(checked.to());
        this.backup = backup;
    }

    boolean withoutBackup() {
        return MigrationRequest.SKIP.equals(backup);
    }
}
