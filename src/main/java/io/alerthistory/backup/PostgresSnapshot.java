package io.alerthistory.backup;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

import io.alerthistory.backup.PostgresBackup.Facts;
import io.alerthistory.database.PostgresAddress;

/**
 * A transaction whose snapshot is exported: pg_dump copies from it, and the rows are counted in it. Then it ends, because
 * vacuum waits for it, and the session keeps the lock of backups.
 */
final class PostgresSnapshot implements Snapshot {

    private static final Logger LOG = Logger.getLogger(PostgresSnapshot.class);

    private final Connection connection;
    private final @Nullable String source;
    private final Facts facts;
    private final PostgresAddress address;
    private final PostgresPrograms programs;
    private final Rehearsal rehearsal;
    private final Encryption encryption;
    private final Children children;

    PostgresSnapshot(Connection connection, @Nullable String source, Facts facts, PostgresAddress address,
            PostgresPrograms programs,
            Rehearsal rehearsal, Encryption encryption, Children children) {
        this.connection = connection;
        this.source = source;
        this.facts = facts;
        this.address = address;
        this.programs = programs;
        this.rehearsal = rehearsal;
        this.encryption = encryption;
        this.children = children;
    }

    @Override
    public @Nullable String source() {
        return source;
    }

    @Override
    public long databaseBytes() {
        return facts.bytes();
    }

    @Override
    public BackupContent copyTo(Path file, AtomicLong progress)
            throws BackupException, SQLException, IOException, InterruptedException {
        String schemaVersion = schemaVersion();
        Checksum dumped = dump(file, progress);
        TableSums sums = TableSums.ofPostgresql(connection, facts.schema(), rehearsal.comparesDigests());
        connection.rollback();
        connection.setAutoCommit(true);
        BackupFolder.sync(file);
        Checksum onDisk = Checksum.of(file);
        if (!encryption.isOn()) {
            if (!onDisk.equals(dumped)) {
                throw new BackupException("the file differs from what pg_dump wrote: check the disk");
            }
            list(file);
        }
        Verification verified = Verification.LISTED;
        String error = null;
        if (rehearsal.isWanted() && !facts.mayCreate()) {
            LOG.warn("The backup is listed, but not rehearsed: the role may not create databases (ALTER ROLE ... CREATEDB)");
        } else if (rehearsal.isWanted() && encryption.isOn()) {
            LOG.warn("The backup is listed, but not rehearsed: the service cannot read what it has encrypted");
        } else if (rehearsal.isWanted()) {
            error = rehearsal.of(file, address, facts, programs, sums);
            verified = error == null ? Verification.REHEARSED : verified;
        }
        return new BackupContent(onDisk, verified, sums.rows(), schemaVersion, facts.schema(), facts.trigramSchema(), error);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private @Nullable String schemaVersion() throws SQLException {
        return Connections.text(connection, """
                select version
                from flyway_schema_history
                where success and version is not null
                order by installed_rank desc
                limit 1
                """);
    }

    /** The bytes go through this process: to the file or to age, and when encrypted at once to pg_restore, too. */
    private Checksum dump(Path file, AtomicLong progress)
            throws BackupException, SQLException, IOException, InterruptedException {
        String snapshot = Objects.requireNonNull(Connections.text(connection, "select pg_export_snapshot()"));
        List<String> command = List.of(programs.dump(), "--format=custom", "--no-password",
                "--dbname=" + PostgresPrograms.KEEPALIVES, "--lock-wait-timeout=60000",
                "--schema=" + quoted(facts.schema()), "--snapshot=" + snapshot);
        List<Child> started = new ArrayList<>();
        try (Child dump = children.start(command, address.environment(Connections.APPLICATION))) {
            dump.stdin().close();
            List<OutputStream> copies = new ArrayList<>();
            if (encryption.isOn()) {
                Child age = encryption.encrypt(file, children);
                started.add(age);
                copies.add(age.stdin());
                Child list = children.start(List.of(programs.restore(), "--list"), Map.of(), Redirect.PIPE,
                        Redirect.DISCARD);
                started.add(list);
                copies.add(new ForgivingStream(list.stdin()));
            } else {
                copies.add(Files.newOutputStream(file));
            }
            Checksum checksum = copy(dump, copies, started, progress);
            dump.await();
            for (Child child : started) {
                child.await();
            }
            return checksum;
        } finally {
            started.forEach(Child::close);
        }
    }

    /** A program that ended early, such as age without a valid key, says why; the pipe to it is only broken. */
    private static Checksum copy(Child dump, List<OutputStream> copies, List<Child> readers, AtomicLong progress)
            throws BackupException, IOException, InterruptedException {
        IOException broken = null;
        Checksum checksum = null;
        try {
            checksum = Checksum.copy(dump.stdout(), copies, progress);
        } catch (IOException e) {
            broken = e;
        }
        for (OutputStream copy : copies) {
            try {
                copy.close();
            } catch (IOException e) {
                broken = broken == null ? e : broken;
            }
        }
        if (broken == null && checksum != null) {
            return checksum;
        }
        for (Child reader : readers) {
            reader.await();
        }
        throw Objects.requireNonNull(broken);
    }

    private void list(Path file) throws BackupException, InterruptedException {
        String contents = children.output(List.of(programs.restore(), "--list", file.toString()), Map.of(), 1_000_000);
        if (!contents.contains(" TABLE DATA ")) {
            throw new BackupException("pg_restore lists no tables in the backup");
        }
    }

    /** A name as pg_dump's patterns take it literally. */
    static String quoted(String name) {
        return "\"" + name.replace("\"", "\"\"") + "\"";
    }

    /** A reader may have read enough: pg_restore --list ends after the table of contents. */
    private static final class ForgivingStream extends OutputStream {

        private final OutputStream out;
        private boolean open = true;

        ForgivingStream(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int b) {
            write(new byte[] { (byte) b }, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            if (open) {
                try {
                    out.write(bytes, offset, length);
                } catch (IOException e) {
                    open = false; // its exit code says whether it was content
                }
            }
        }

        @Override
        public void close() {
            try {
                out.close();
            } catch (IOException e) {
                open = false;
            }
        }
    }
}
