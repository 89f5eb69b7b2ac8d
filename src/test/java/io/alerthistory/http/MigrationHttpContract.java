package io.alerthistory.http;

import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.health.Schema;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;

/** The migrations of a schema that is up to date; PackagedMigrationIT has those of one that is not. */
interface MigrationHttpContract {

    String STATUS = "/health/database/migrations/status";
    String RUN = "/health/database/migrations/run";
    String ROLLBACK = "/health/database/migrations/rollback";

    String SAFETY = "/health/database/migrations/safety/";

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static int latest() {
        return Integer.parseInt(Schema.VERSION);
    }

    private static void isRefused(ValidatableResponse response, int status, String code, String detail) {
        response.statusCode(status).body("type", equalTo("urn:alert-history:problem:" + code), "detail",
                containsString(detail));
    }

    @Test
    default void tellsWhatWasMigrated() {
        JsonPath status = given().get(STATUS).then().statusCode(200).extract().jsonPath();

        assertThat(status.<String, Object> getMap("").keySet()).containsExactly("current", "pending", "applied", "run",
                "replicas");
        assertThat(status.getString("current")).isEqualTo(Schema.VERSION);
        assertThat(status.<Object> getList("pending")).isEmpty();
        assertThat(status.<String> getList("applied.version"))
                .isEqualTo(IntStream.rangeClosed(1, latest()).mapToObj(String::valueOf).toList());
        assertThat(status.<String, Object> getMap("applied[0]").keySet()).containsExactly("version", "description",
                "installed_on_us", "execution_ms", "checksum", "undo");
        assertThat(status.<String> getList("applied.checksum")).containsOnly("ok");
        assertThat(status.<String> getList("applied.undo")).startsWith("missing", "missing", "there").endsWith("there");
        assertThat(status.getLong("applied[0].installed_on_us")).isBetween(1_700_000_000_000_000L, 9_000_000_000_000_000L);
    }

    @Test
    default void tellsOfAMigrationOfANewerBuild() throws SQLException {
        try (Connection connection = database(); Statement statement = connection.createStatement()) {
            statement.execute(
                    "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                            + " installed_by, execution_time, success)"
                            + " values (1001, '1001', 'later', 'SQL', 'V1001__later.sql', 1, 'newer', 1, true)");
            try {
                given().get(STATUS).then().statusCode(200).body("current", equalTo("1001"), "applied[-1].checksum",
                        equalTo("newer"), "applied[-1].undo", equalTo("missing"), "pending", hasSize(0));
                isRefused(json(Map.of("to", Schema.VERSION, "backup", "skip")).post(ROLLBACK).then(), 409, "migration_refused",
                        "this build has no undo of version 1001");
            } finally {
                statement.execute("delete from flyway_schema_history where version = '1001'");
            }
        }
    }

    @Test
    default void aRunWithNothingPendingIsDoneAtOnce() {
        given().post(RUN).then().statusCode(202).body("action", equalTo("run"), "status", equalTo("done"), "target",
                nullValue(), "versions", hasSize(0), "error", nullValue());
        json(Map.of("to", "5")).post(RUN).then().statusCode(202).body("status", equalTo("done"), "target", equalTo("5"));
        given().get(STATUS).then().statusCode(200).body("run.action", equalTo("run"), "run.status", equalTo("done"));
    }

    @Test
    default void aRollbackToTheCurrentVersionIsDoneAtOnce() {
        json(Map.of("to", Schema.VERSION)).post(ROLLBACK).then().statusCode(202).body("action", equalTo("rollback"), "status",
                equalTo("done"), "versions", hasSize(0));
    }

    @Test
    default void aRollbackIsRefusedThatThisBuildCouldNotServeFrom() {
        String older = String.valueOf(latest() - 1);

        isRefused(json(Map.of("to", older, "backup", "skip")).post(ROLLBACK).then(), 409, "migration_refused",
                "stop the service, then run migrate rollback --to " + older);
        given().get(STATUS).then().body("current", equalTo(Schema.VERSION));
    }

    @Test
    default void aRollbackIsRefusedWithoutABackupAndToASchemaThatThisBuildCannotServe() {
        List<String> verified = given().get("/health/database/backup/status").jsonPath().getList("backups.verified");

        ValidatableResponse refused = json(Map.of("to", "6")).post(ROLLBACK).then();

        isRefused(refused, 409, "migration_refused", "could not serve from version 6");
        if (verified.stream().allMatch("none"::equals)) { // the areas share an application, and another one makes backups
            isRefused(refused, 409, "migration_refused", "no verified backup is known");
        }
    }

    @Test
    default void aRollbackIsRefusedWithoutAnUndo() {
        isRefused(json(Map.of("to", "1")).post(ROLLBACK).then(), 409, "migration_refused", "no undo of version 2");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"to\": null}", "{\"to\": \"\"}", "{\"to\": \"latest\"}", "{\"to\": \"-1\"}",
            "{\"to\": \"1.5\"}", "{\"to\": \"99999\"}", "{\"to\": \"6\", \"backup\": \"none\"}",
            "{\"to\": \"6\", \"now\": 1}" })
    default void refusesARollbackThatIsNone(String body) {
        isRefused(json(body).post(ROLLBACK).then(), 422, "invalid_field", "");
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"to\": \"latest\"}", "{\"to\": \"99999\"}", "{\"backup\": \"none\"}", "{\"now\": true}" })
    default void refusesARunThatIsNone(String body) {
        isRefused(json(body).post(RUN).then(), 422, "invalid_field", "");
    }

    @Test
    default void aRehearsalWithNothingPendingIsSafe() {
        JsonPath report = given().post(SAFETY + Schema.VERSION).then().statusCode(200).extract().jsonPath();

        assertThat(report.<String, Object> getMap("").keySet()).containsExactly("target", "verdict", "reasons", "migrations",
                "locks", "rewritten", "duration_ms", "writers_wait_ms", "readers_wait_ms", "free_disk_bytes_needed",
                "newest_verified_backup_us");
        assertThat(report.getString("verdict")).isEqualTo("safe");
        assertThat(report.<String> getList("reasons")).containsExactly("nothing is pending up to version " + Schema.VERSION);
    }

    @ParameterizedTest
    @ValueSource(strings = { "99999", "latest", "-1", "1234567890" })
    default void refusesARehearsalOfNoMigration(String version) {
        isRefused(given().post(SAFETY + version).then(), 404, "not_found", "");
    }

    @Test
    default void oneChangeRunsAtATime() {
        List<Response> responses = Api.together(20, () -> given().post(RUN));

        assertThat(responses).extracting(Response::statusCode).contains(202).isSubsetOf(202, 409);
        given().get(STATUS).then().statusCode(200).body("applied.checksum", everyItem(equalTo("ok")));
    }

    @ParameterizedTest
    @ValueSource(strings = { "X-Forwarded-For", "x-forwarded-host", "Forwarded", "X-Forwarded-Proto" })
    default void isNotServedThroughAProxy(String header) {
        for (Response response : List.of(given().header(header, "for=127.0.0.1").get(STATUS),
                given().header(header, "127.0.0.1").post(RUN), given().header(header, "a").post(SAFETY + Schema.VERSION),
                given().header(header, "127.0.0.1").contentType("application/json").body(Map.of("to", "1")).post(ROLLBACK))) {
            isRefused(response.then(), 403, "forbidden", "not through a proxy");
        }
    }

    @Test
    default void namesItsRoutesAmongTheApis() {
        given().accept("application/json").get("/q/openapi").then().statusCode(200).body("paths.keySet()", hasItem(RUN));
    }
}
