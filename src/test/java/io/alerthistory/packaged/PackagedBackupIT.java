package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.support.InstalledPostgres;
import io.restassured.path.json.JsonPath;

/** Backups under load, restored; and files that must not be restored. {@code -Dbackup.rounds=20} repeats the first. */
class PackagedBackupIT extends PackagedService {

    private static final int WRITERS = 8;
    private static final int ROUNDS = Integer.getInteger("backup.rounds", 1);
    private static final int TRAILER = 100;

    /** One server for all tests, each of which has a database of its own. */
    @TempDir
    static Path servers;

    private static InstalledPostgres shared;

    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final List<Thread> writers = new ArrayList<>();
    private InstalledPostgres server;
    private String database;
    private Process service;
    private int port;
    private volatile boolean over;

    @AfterEach
    void end() throws Exception {
        stopWriters();
        if (service != null) {
            service.destroyForcibly().waitFor();
        }
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (shared != null) {
            shared.close();
        }
    }

    private boolean onPostgresql(String kind) throws Exception {
        boolean isPostgresql = kind.equals("postgresql");
        if (isPostgresql) {
            assumeTrue(InstalledPostgres.isInstalled(), "PostgreSQL is not installed");
            if (shared == null) {
                shared = new InstalledPostgres(servers);
            }
            server = shared;
            database = "history_" + UUID.randomUUID().toString().replace("-", "");
            server.execute("postgres", "create database " + database);
        }
        return isPostgresql;
    }

    private Map<String, String> environment() {
        Map<String, String> all = new HashMap<>(Map.of("PORT", String.valueOf(port), "DATABASE_BACKUP_DIR",
                folder.resolve("backups").toString(), "SHUTDOWN_DELAY_SECONDS", "0", "BACKUP_REHEARSE", "digests",
                "DATABASE_URL",
                server == null ? "sqlite:///" + folder.resolve("history.db") : server.url(database)));
        if (server != null) {
            all.put("PATH",
                    folder.resolve("bin") + ":" + InstalledPostgres.programs().orElseThrow() + ":" + System.getenv("PATH"));
        }
        return all;
    }

    private void serve() throws Exception {
        port = freePort();
        service = start(environment());
        awaitReady(port, service);
    }

    private void write() {
        for (int i = 0; i < WRITERS; i++) {
            Thread writer = new Thread(() -> {
                while (!over) {
                    String id = UUID.randomUUID().toString();
                    try {
                        if (post(port, SESSION.replace("\"s\"", "\"" + id + "\"")) == 201) {
                            acknowledged.add(id);
                        }
                    } catch (Exception unanswered) {
                        assertThat(unanswered).isInstanceOf(IOException.class);
                    }
                }
            }, "writer");
            writers.add(writer);
            writer.start();
        }
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> acknowledged.size() > 50);
    }

    private void stopWriters() throws InterruptedException {
        over = true;
        for (Thread writer : writers) {
            writer.join(20_000);
        }
    }

    private String begun() throws Exception {
        HttpResponse<String> begun = http.send(HttpRequest.newBuilder(uri(port, "/health/database/backup"))
                .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString("{}")).build(),
                HttpResponse.BodyHandlers.ofString());
        assertThat(begun.statusCode()).as(begun.body()).isEqualTo(202);
        return JsonPath.from(begun.body()).getString("backup_id");
    }

    private JsonPath status() throws Exception {
        return JsonPath.from(http.send(HttpRequest.newBuilder(uri(port, "/health/database/backup/status")).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private JsonPath finished(String id) throws Exception {
        Awaitility.await().atMost(Duration.ofSeconds(120)).pollInterval(Duration.ofMillis(100))
                .until(() -> status().get("running") == null);
        return JsonPath.from(http.send(HttpRequest.newBuilder(uri(port, "/health/database/backup/" + id)).build(),
                HttpResponse.BodyHandlers.ofString()).body());
    }

    private Path made() throws Exception {
        JsonPath backup = finished(begun());
        assertThat(backup.<String> get("error")).isNull();
        assertThat(backup.getString("status")).isEqualTo("completed");
        assertThat(backup.getString("verified")).isEqualTo("rehearsed");
        return folder.resolve("backups").resolve(backup.getString("backup_id") + (server == null ? ".sqlite" : ".dump"));
    }

    /** @return what the command printed */
    private String command(int exitCode, String... arguments) throws Exception {
        int before = Files.exists(log()) ? output().length() : 0;
        Process command = start(environment(), arguments);
        assertThat(command.waitFor(120, TimeUnit.SECONDS)).isTrue();
        String said = output().substring(before);
        assertThat(command.exitValue()).as(said).isEqualTo(exitCode);
        return said;
    }

    private String emptyDatabase(String name) throws Exception {
        if (server == null) {
            return "sqlite:///" + folder.resolve(name + ".db");
        }
        server.execute("postgres", "create database " + name);
        return server.url(name);
    }

    private Set<String> sessions(String name) throws Exception {
        Set<String> ids = new HashSet<>();
        try (Connection connection = server == null
                ? DriverManager.getConnection("jdbc:sqlite:" + folder.resolve(name + ".db"))
                : server.connect(name);
                Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery("select session_id from alert_sessions")) {
            while (found.next()) {
                ids.add(found.getString(1));
            }
        }
        return ids;
    }

    @ParameterizedTest
    @ValueSource(strings = { "sqlite", "postgresql" })
    void aBackupUnderLoadHasEverySessionThatWasAcknowledgedBefore(String kind) throws Exception {
        onPostgresql(kind);
        serve();
        write();
        for (int round = 0; round < ROUNDS; round++) {
            Set<String> before = Set.copyOf(acknowledged);
            Path file = made();

            command(0, "restore", file.toString(), "--into", emptyDatabase("restored" + round));

            assertThat(sessions("restored" + round)).containsAll(before);
        }
        stopWriters();
        assertThat(acknowledged.size()).isGreaterThan(100);
    }

    @ParameterizedTest
    @ValueSource(strings = { "sqlite", "postgresql" })
    void whatMustNotBeRestoredIsRefusedWithItsReason(String kind) throws Exception {
        boolean isPostgresql = onPostgresql(kind);
        serve();
        post(port, SESSION);
        Path file = made();
        String own = environment().get("DATABASE_URL");
        String empty = emptyDatabase("empty");

        assertThat(command(0, "backup", "verify", file.toString())).contains("as it was written");
        assertThat(command(2, "restore", file.toString(), "--into", own)).contains("is not empty");
        assertThat(command(2, "restore", file.toString(), "--into", own, "--replace")).contains("is in use");
        assertThat(command(2, "restore", file.toString(), "--into",
                isPostgresql ? "sqlite:///" + folder.resolve("x.db") : "postgresql://u@127.0.0.1/x")).contains("use transfer");
        if (!isPostgresql) {
            refusesWhatIsNotAsItWasWritten(file, empty);
        }
        assertThat(command(0, "restore", failed(file).toString(), "--into", empty, "--failed"))
                .contains("This backup counts as failed");

        service.destroy();
        service.waitFor();
        if (isPostgresql) {
            refusesASwapThatWouldFail(file);
        } else {
            Files.writeString(folder.resolve("history.db"), "damaged ".repeat(1000));
        }
        assertThat(command(0, "restore", file.toString(), "--into", own, "--replace")).contains("is now", "alert_sessions");
        serve();
        assertThat(send(HttpRequest.newBuilder(uri(port, "/api/v1/history/sessions/s")))).isEqualTo(200);
    }

    /** The file is looked at before any database. */
    private void refusesWhatIsNotAsItWasWritten(Path file, String empty) throws Exception {
        assertThat(command(2, "restore", flipped(file).toString(), "--into", empty)).contains("the file was changed");
        assertThat(command(2, "restore", truncated(file).toString(), "--into", empty)).contains("the file is truncated");
        assertThat(command(2, "restore", newer(file).toString(), "--into", empty)).contains("is of the newer schema 999");
        assertThat(command(2, "restore", failed(file).toString(), "--into", empty)).contains("This backup counts as failed");
        assertThat(command(2, "backup", "verify", failed(file).toString())).contains("This backup counts as failed");
        assertThat(command(1, "restore", file.toString())).contains("usage: restore");
    }

    private static Path copied(Path file, String name) throws IOException {
        String suffix = file.toString().substring(file.toString().lastIndexOf('.'));
        Path copy = file.resolveSibling(name + suffix);
        Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        String id = file.getFileName().toString().replace(suffix, "");
        Files.writeString(copy.resolveSibling(name + ".json"),
                Files.readString(file.resolveSibling(id + ".json")).replace(id, name));
        return copy;
    }

    private static Path flipped(Path file) throws IOException {
        Path copy = copied(file, "flipped");
        byte[] bytes = Files.readAllBytes(copy);
        bytes[bytes.length - TRAILER] ^= 1;
        Files.write(copy, bytes);
        return copy;
    }

    private static Path truncated(Path file) throws IOException {
        Path copy = copied(file, "truncated");
        byte[] bytes = Files.readAllBytes(copy);
        Files.write(copy, java.util.Arrays.copyOf(bytes, bytes.length - TRAILER));
        return copy;
    }

    private void refusesASwapThatWouldFail(Path file) throws Exception {
        server.execute("postgres", "create database old");
        server.execute("old", "create table t (x int)");
        server.execute("postgres", "create role guest login createdb");
        assertThat(command(2, "restore", file.toString(), "--into",
                server.url("old").replace("postgres:postgres@", "guest:guest@"), "--replace")).contains("only its owner may");
        server.execute("old", "create schema elsewhere; create table elsewhere.t (x int)");
        server.execute("postgres", "alter database old set search_path = elsewhere, public");
        Path moved = copied(file, "moved");
        Path manifest = moved.resolveSibling("moved.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"public\"", "\"elsewhere\""));
        assertThat(command(2, "restore", moved.toString(), "--into", server.url("old"), "--replace"))
                .contains("begins with elsewhere, and that of a new one with public");
    }

    private static Path failed(Path file) throws IOException {
        Path copy = copied(file, "failed");
        Path manifest = copy.resolveSibling("failed.json");
        Files.writeString(manifest, Files.readString(manifest).replace("\"completed\"", "\"failed\""));
        return copy;
    }

    private static Path newer(Path file) throws IOException {
        Path copy = copied(file, "newer");
        Path manifest = copy.resolveSibling("newer.json");
        Files.writeString(manifest,
                Files.readString(manifest).replaceAll("(\"schema_version\" : )\"\\d+\"", "$1\"999\""));
        return copy;
    }

    /** A pg_dump that writes a beginning and then hangs, while the file hold is there. */
    private void hold() throws IOException {
        Path bin = Files.createDirectories(folder.resolve("bin"));
        Path real = InstalledPostgres.programs().orElseThrow();
        Path dump = Files.writeString(bin.resolve("pg_dump"), """
                #!/bin/sh
                case "$*" in *--version*) exec %1$s/pg_dump "$@";; esac
                if [ -e %2$s/hold ]; then head -c 1000 /dev/zero; exec sleep 600; fi
                exec %1$s/pg_dump "$@"
                """.formatted(real, bin));
        assertThat(dump.toFile().setExecutable(true)).isTrue();
        Files.deleteIfExists(bin.resolve("pg_restore"));
        Files.createSymbolicLink(bin.resolve("pg_restore"), real.resolve("pg_restore"));
        Files.createFile(bin.resolve("hold"));
    }

    private void letGo() throws IOException {
        Files.delete(folder.resolve("bin/hold"));
    }

    private ProcessHandle heldDump() {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> held().findFirst().isPresent());
        return held().findFirst().orElseThrow();
    }

    private Stream<ProcessHandle> held() {
        return service.descendants().filter(child -> child.info().commandLine().orElse("").contains("sleep 600"));
    }

    private List<String> completed() throws Exception {
        return status().getList("backups.findAll { it.status == 'completed' }.backup_id");
    }

    private List<String> halves() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("backups"))) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".partial")).toList();
        }
    }

    @Test
    @EnabledIf("io.alerthistory.support.InstalledPostgres#isInstalled")
    void afterAKillOfPgDumpNoHalfFileIsListedAndTheNextBackupRuns() throws Exception {
        onPostgresql("postgresql");
        hold();
        serve();
        String id = begun();
        heldDump().destroyForcibly();

        JsonPath failed = finished(id);
        assertThat(failed.getString("status")).isEqualTo("failed");
        assertThat(failed.getString("error")).contains("pg_dump failed with exit code 137");
        assertThat(completed()).isEmpty();
        assertThat(halves()).isEmpty();
        letGo();
        made();
    }

    @Test
    @EnabledIf("io.alerthistory.support.InstalledPostgres#isInstalled")
    void afterAKillOfTheServiceNoHalfFileIsListedAndTheNextBackupRuns() throws Exception {
        onPostgresql("postgresql");
        hold();
        serve();
        begun();
        ProcessHandle dump = heldDump();
        service.destroyForcibly().waitFor();
        assertThat(halves()).hasSize(1);
        dump.destroyForcibly(); // the real one ends when it writes, because nobody reads
        letGo();

        serve();
        assertThat(status().<Object> getList("backups")).isEmpty();
        made();
        assertThat(halves()).isEmpty();
    }

    @Test
    @EnabledIf("io.alerthistory.support.InstalledPostgres#isInstalled")
    void afterAKillOfTheServerNoHalfFileIsListedAndTheNextBackupRuns() throws Exception {
        onPostgresql("postgresql");
        hold();
        serve();
        String id = begun();
        ProcessHandle dump = heldDump();
        server.killAndRestart();
        dump.destroyForcibly();

        assertThat(finished(id).getString("status")).isEqualTo("failed");
        assertThat(completed()).isEmpty();
        letGo();
        awaitReady(port, service);
        made();
        assertThat(halves()).isEmpty();
    }
}
