package io.alerthistory.http;

import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.backup.BackupConfig;
import io.alerthistory.support.Samples;
import io.quarkus.arc.Arc;
import io.restassured.path.json.JsonPath;

/** Backups that are asked for over HTTP. */
interface BackupHttpContract {

    String BACKUP = "/health/database/backup";
    String STATUS = BACKUP + "/status";

    /** The database's name in health. */
    String driver();

    /** Whether the programs that it takes are installed. */
    default boolean canBackUp() {
        return true;
    }

    private static Path folder() {
        return Path.of(Arc.container().instance(BackupConfig.class).get().directory());
    }

    private static JsonPath status() {
        return when().get(STATUS).then().statusCode(200).extract().jsonPath();
    }

    private static JsonPath made(String note) {
        String id = json(Map.of("note", note)).post(BACKUP).then().statusCode(202).body("status", equalTo("running"))
                .extract().path("backup_id");
        return finished(id);
    }

    private static JsonPath finished(String id) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> status().get("running") == null);
        return when().get(BACKUP + "/" + id).then().statusCode(200).extract().jsonPath();
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
    }

    private static List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder())) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A manifest as a backup of the past left it. */
    private static String planted(String file, long bytes) throws IOException {
        String id = Samples.id();
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(id + ".json"), """
                {"backup_id": "%s", "status": "completed", "database": "%s", "started_us": 4000000000000000,
                 "finished_us": 4000000000000000, "size_bytes": %d, "sha256": "0", "verified": "none",
                 "service_version": "0", "rows": {}, "of_a_newer_build": 1}
                """.formatted(id, file.endsWith("sqlite") ? "sqlite" : "postgresql", bytes));
        return id;
    }

    @Test
    default void aBackupIsVerifiedAndListed() throws Exception {
        assumeTrue(canBackUp());
        Api.created("pending");

        JsonPath backup = made("before the upgrade");

        assertThat(backup.<String> get("error")).isNull();
        assertThat(backup.getString("status")).isEqualTo("completed");
        assertThat(backup.getString("database")).isEqualTo(driver());
        assertThat(backup.getString("verified")).isEqualTo(driver().equals("sqlite") ? "rehearsed" : "listed");
        assertThat(backup.getString("source")).matches(driver().equals("sqlite") ? "/.*" : "[0-9]+:[0-9]+");
        assertThat(backup.getString("note")).isEqualTo("before the upgrade");
        assertThat(backup.getString("schema_version")).isEqualTo(io.alerthistory.health.Schema.VERSION);
        assertThat(backup.getLong("rows.alert_sessions")).isPositive();
        assertThat(backup.getLong("finished_us")).isGreaterThanOrEqualTo(backup.getLong("started_us"));
        Path file = folder().resolve(backup.getString("backup_id") + (driver().equals("sqlite") ? ".sqlite" : ".dump"));
        assertThat(file).hasSize(backup.getLong("size_bytes"));
        assertThat(sha256(file)).isEqualTo(backup.getString("sha256"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        when().get(STATUS).then().body("backups.backup_id", hasItem(backup.getString("backup_id")));
        assertThat(OperationsHttpContract.metric("alert_history_backup_last_success_timestamp_seconds")).isPositive();
        assertThat(OperationsHttpContract.metric("alert_history_backup_verified")).isEqualTo(1);
    }

    @Test
    default void neitherHalfAFileNorAManifestWithoutItsFileIsListed() throws Exception {
        assumeTrue(canBackUp());
        String half = "." + Samples.id() + ".partial";
        Files.createDirectories(folder());
        Files.writeString(folder().resolve(half), "half");
        String missing = planted(driver(), 1);

        when().get(STATUS).then().body("backups.backup_id", not(hasItem(missing)));
        JsonPath next = made("the next one");

        assertThat(next.getString("status")).isEqualTo("completed");
        assertThat(names()).doesNotContain(half).allMatch(name -> !name.endsWith(".partial"));
    }

    @Test
    default void aBackupOfAnotherDatabaseInTheFolderIsNotListed() throws Exception {
        String other = planted(driver(), 1);
        Path manifest = folder().resolve(other + ".json");
        Path file = folder().resolve(other + (driver().equals("sqlite") ? ".sqlite" : ".dump"));
        Files.writeString(file, "other");
        try {
            when().get(STATUS).then().body("backups.backup_id", hasItem(other));
            Files.writeString(manifest, Files.readString(manifest).replace("\"rows\"", "\"source\": \"another\", \"rows\""));
            when().get(STATUS).then().body("backups.backup_id", not(hasItem(other)));
        } finally {
            Files.delete(file);
            Files.delete(manifest);
        }
    }

    @Test
    default void aSecondBackupIsRefusedWhileOneRuns() throws Exception {
        assumeTrue(canBackUp());
        Files.createDirectories(folder());
        try (FileChannel other = FileChannel.open(folder().resolve(".lock"), StandardOpenOption.CREATE,
                StandardOpenOption.WRITE)) {
            other.lock();
            json(Map.of()).post(BACKUP).then().statusCode(409).body("type", endsWith(":backup_running"));
        }
        assertThat(made("after the other").getString("status")).isEqualTo("completed");
    }

    @Test
    default void tooLittleDiskIsSaidBeforeItBegins() throws Exception {
        assumeTrue(canBackUp());
        String large = planted(driver(), 1L << 60);
        Path file = folder().resolve(large + (driver().equals("sqlite") ? ".sqlite" : ".dump"));
        Files.writeString(file, "large");
        try {
            json(Map.of()).post(BACKUP).then().statusCode(507).body("type", endsWith(":insufficient_storage"), "detail",
                    containsString("are free: make room"));
        } finally {
            Files.delete(file);
            Files.delete(folder().resolve(large + ".json"));
        }
    }

    @Test
    default void aServerThatIsNewerThanPgDumpIsRefusedWithWhatToInstall() {
        assumeTrue(!canBackUp());
        json(Map.of()).post(BACKUP).then().statusCode(422).body("type", endsWith(":backup_unsupported"), "detail",
                containsString("install postgresql-client-"));
        when().get(STATUS).then().body("running", equalTo(null));
    }

    @Test
    default void onlyAnAdministratorOfThisHostMayAsk() {
        given().header("X-Forwarded-For", "192.0.2.1").get(STATUS).then().statusCode(403);
        json(Map.of()).header("Forwarded", "for=192.0.2.1").post(BACKUP).then().statusCode(403);
    }

    @Test
    default void whatIsUnknownOrTooLongIsRefused() {
        when().get(BACKUP + "/" + Samples.id()).then().statusCode(404).body("type", endsWith(":backup_not_found"));
        json(Map.of("note", "x".repeat(1001))).post(BACKUP).then().statusCode(422).body("errors[0].pointer", equalTo("/note"));
    }
}
