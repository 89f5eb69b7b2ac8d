package io.alerthistory.backup;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.database.DatabaseKind;

/** The manifests of the folder, and which of them are of this database. */
final class BackupIndex {

    private static final Logger LOG = Logger.getLogger(BackupIndex.class);

    private final BackupFolder folder;
    private final BackupDatabase database;
    private final DatabaseKind kind;
    /** Empty until the database has said it. */
    private final AtomicReference<Optional<BackupOrigin>> origin = new AtomicReference<>(Optional.empty());

    BackupIndex(BackupFolder folder, BackupDatabase database, DatabaseKind kind) {
        this.folder = folder;
        this.database = database;
        this.kind = kind;
    }

    /** The database has just said which one it is. */
    void learn(@Nullable String source) {
        origin.set(Optional.of(new BackupOrigin(kind, source)));
    }

    /** Those of all databases that share the folder, the newest first. */
    List<BackupManifest> all() {
        try {
            return folder.list();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Those of this database, the newest first. While it cannot say which one it is, those of all of its kind. */
    List<BackupManifest> own() {
        Optional<BackupOrigin> known = known();
        return all().stream().filter(backup -> known.isPresent() ? known.get().has(backup)
                : backup.database().equals(kind.jsonName())).toList();
    }

    private Optional<BackupOrigin> known() {
        if (Objects.requireNonNull(origin.get()).isEmpty()) {
            try {
                learn(database.source());
            } catch (SQLException e) {
                LOG.debug("The database does not say which one it is", e);
            }
        }
        return Objects.requireNonNull(origin.get());
    }
}
