package io.alerthistory.http.health;

import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ProblemException;

/**
 * The optional body of a run of migrations.
 *
 * @param to the version to migrate to; null for the latest
 * @param backup required or skip; required when absent
 */
public record MigrationRequest(
        @Schema(pattern = MigrationRequest.VERSION, description = "The version to migrate to; the latest when absent") @Nullable String to,
        @Schema(enumeration = {
                MigrationRequest.REQUIRED,
                MigrationRequest.SKIP }, defaultValue = MigrationRequest.REQUIRED, description = "Whether a verified backup younger than an hour is required") @Nullable String backup){

    static final String VERSION = "^[0-9]{1,9}$";
    static final String REQUIRED = "required";
    static final String SKIP = "skip";
    static final MigrationRequest EMPTY = new MigrationRequest(null, null);

    /**
     * Checks the values.
     *
     * @throws ProblemException 422 when one is invalid
     */
    public MigrationRequest {
        if (to != null) {
            checkVersion(to);
        }
        if (backup != null && !backup.equals(SKIP) && !backup.equals(REQUIRED)) {
            throw ProblemException.invalidField("/backup", "must be required or skip");
        }
    }

    boolean withoutBackup() {
        return SKIP.equals(backup);
    }

    static void checkVersion(String to) {
        if (!to.matches(VERSION)) {
            throw ProblemException.invalidField("/to", "must be the version of a migration, a number of at most 9 digits");
        }
    }
}
