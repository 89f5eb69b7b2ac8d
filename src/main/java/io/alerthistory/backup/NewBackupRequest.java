package io.alerthistory.backup;

import jakarta.validation.constraints.Size;

import org.jspecify.annotations.Nullable;

/**
 * The body of a request for a backup.
 *
 * @param note what its manifest is to say, for example why it is made
 */
public record NewBackupRequest(@Nullable @Size(max = 1000) String note) {
}
