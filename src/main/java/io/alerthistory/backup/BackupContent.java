package io.alerthistory.backup;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A complete copy.
 *
 * @param checksum of the file
 * @param error why a rehearsal failed; null when it did not
 */
record BackupContent(Checksum checksum, Verification verified, Map<String, Long> rows, @Nullable String schemaVersion,
        @Nullable String schema, @Nullable String trigramSchema, @Nullable String error) {
}
