package io.alerthistory.start;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.internal.info.MigrationInfoImpl;

import io.alerthistory.database.DatabaseKind;
import io.alerthistory.rehearsal.MigrationScript;

/**
 * The scripts of this build for a database.
 *
 * @param kind whose they are
 */
record MigrationScripts(DatabaseKind kind) {

    private static final String MIGRATION = "db/migration/";
    private static final String UNDO = "db/undo/";

    /** A migration that this build knows, with its script. */
    MigrationScript up(MigrationInfo migration) {
        String script = resource(MIGRATION + kind.jsonName() + "/" + fileName(migration.getScript()))
                .orElseThrow(() -> new Refusal("the script of version " + migration.getVersion() + " is missing"));
        return new MigrationScript(migration.getVersion().getVersion(), String.valueOf(migration.getDescription()), script,
                runsInTransaction(migration));
    }

    /** Flyway finds out from the script, and from a file of settings beside it. */
    static boolean runsInTransaction(MigrationInfo migration) {
        return !(migration instanceof MigrationInfoImpl known) || known.getResolvedMigration() == null
                || known.getResolvedMigration().getExecutor().canExecuteInTransaction();
    }

    /** The undo twin of a migration that this build knows: the script of the same name in the other folder. */
    Optional<String> undo(MigrationInfo migration) {
        String name = migration.getScript();
        return name == null || !migration.getState().isResolved() ? Optional.empty()
                : resource(UNDO + kind.jsonName() + "/U" + fileName(name).substring(1));
    }

    private static String fileName(String script) {
        return script.substring(script.lastIndexOf('/') + 1);
    }

    private static Optional<String> resource(String name) {
        try (InputStream script = Thread.currentThread().getContextClassLoader().getResourceAsStream(name)) {
            return script == null ? Optional.empty()
                    : Optional.of(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
