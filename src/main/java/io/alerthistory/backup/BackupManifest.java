package io.alerthistory.backup;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import io.quarkus.runtime.annotations.RegisterForReflection;

/**
 * What is known of a backup. It lies as JSON beside the backup's file and is the only index.
 *
 * @param status completed or failed
 * @param database postgresql or sqlite
 * @param source which database of that kind it is of; null when that is not known
 * @param startedUs when its snapshot was about to be taken, microseconds since the epoch
 * @param sha256 of the file as it lies on the disk; null when there is no file
 * @param verified how far it was verified
 * @param schemaVersion the last migration of the schema
 * @param serviceVersion of the build that made it
 * @param rows of every table in the snapshot
 * @param schema the PostgreSQL schema with the tables; null on SQLite
 * @param trigramSchema where the extension pg_trgm lies; null on SQLite
 * @param encrypted whether the file is encrypted by age
 * @param note what the operator wrote
 * @param error why it failed; null when it did not
 */
@RegisterForReflection // read from files
public record BackupManifest(String backupId, String status, String database, @Nullable String source, long startedUs,
        long finishedUs,
        @Nullable Long sizeBytes, @Nullable String sha256, Verification verified, @Nullable String schemaVersion,
        String serviceVersion, Map<String, Long> rows, @Nullable String schema, @Nullable String trigramSchema,
        boolean encrypted, @Nullable String note, @Nullable String error) {

    static final String COMPLETED = "completed";
    static final String FAILED = "failed";

    /**
     * Takes a copy of the rows, in the order of the tables' names. Fails when a file lacks a member that every manifest has.
     */
    public BackupManifest {
        Objects.requireNonNull(backupId, "backup_id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(database, "database");
        Objects.requireNonNull(verified, "verified");
        Objects.requireNonNull(serviceVersion, "service_version");
        rows = Collections.unmodifiableMap(new TreeMap<>(rows));
    }

    boolean isVerified() {
        return status.equals(COMPLETED) && verified != Verification.NONE;
    }

    /** The name of the backup's file. */
    String fileName() {
        return backupId + (database.equals("sqlite") ? ".sqlite" : ".dump") + (encrypted ? ".age" : "");
    }
}
