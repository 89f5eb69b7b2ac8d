package io.alerthistory.http;

import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import jakarta.enterprise.inject.spi.CDI;

import org.junit.jupiter.api.Test;

import io.alerthistory.health.ReplicaHeartbeat;
import io.alerthistory.health.Schema;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.alerthistory.time.Micros;

/** What operators see of the replicas, beside one that the test makes up. */
interface ReplicaHttpContract {

    /** A connection beside the service. */
    Connection database() throws SQLException;

    private static void beat() {
        Await.on(() -> CDI.current().select(ReplicaHeartbeat.class).get().beat());
    }

    private void report(String podId, String version, int schemaVersion, Duration age) throws SQLException {
        long now = Micros.of(Instant.now());
        execute("insert into replicas (replica_id, version, schema_version, schema_level, started_at_us, seen_at_us)"
                + " values (?, ?, ?, 1, ?, ?)", podId, version, schemaVersion, now - age.toMillis() * 1000, now);
    }

    private void remove(String podId) throws SQLException {
        execute("delete from replicas where replica_id = ?", podId);
    }

    private void execute(String sql, Object... parameters) throws SQLException {
        try (Connection connection = database(); PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            statement.executeUpdate();
        }
    }

    @Test
    default void theStatusOfTheMigrationsListsTheReplicas() throws SQLException {
        beat();
        String podId = Samples.id();
        report(podId, "9.9", 11, Duration.ofMinutes(1));

        List<Map<String, Object>> replicas = given().get(MigrationHttpContract.STATUS).then().statusCode(200).extract()
                .jsonPath().getList("replicas");

        assertThat(replicas).hasSizeGreaterThanOrEqualTo(2).allSatisfy(replica -> assertThat(replica.keySet())
                .containsExactly("pod_id", "version", "schema_version", "schema_level", "started_at_us", "seen_at_us"));
        assertThat(replicas).filteredOn(replica -> replica.get("pod_id").equals(podId)).singleElement()
                .satisfies(replica -> assertThat(replica).containsEntry("version", "9.9").containsEntry("schema_level", 1));
        assertThat(replicas).extracting(replica -> String.valueOf(replica.get("schema_version"))).contains(Schema.VERSION);
        remove(podId);
    }

    @Test
    default void aReplicaThatFellSilentIsNotListed() throws SQLException {
        String podId = Samples.id();
        report(podId, "9.9", 11, Duration.ofMinutes(10));
        execute("update replicas set seen_at_us = seen_at_us - 100000000 where replica_id = ?", podId);
        given().get(MigrationHttpContract.STATUS).then().statusCode(200).body("replicas.pod_id", not(hasItem(podId)));

        execute("update replicas set seen_at_us = seen_at_us - 300000000 where replica_id = ?", podId);
        beat();
        assertThat(CDI.current().select(io.alerthistory.replica.ReplicaStore.class).get()).satisfies(
                store -> assertThat(Await.on(() -> store.seenSince(0))).noneMatch(replica -> replica.podId().equals(podId)));
    }

    @Test
    default void aRollbackNamesTheReplicasThatCouldNotServe() throws SQLException {
        String podId = Samples.id();
        int older = Integer.parseInt(Schema.VERSION) - 1;
        report(podId, "9.9", older + 1, Duration.ofMinutes(1));

        json(Map.of("to", String.valueOf(older), "backup", "skip")).post(MigrationHttpContract.ROLLBACK).then().statusCode(409)
                .body("type", equalTo("urn:alert-history:problem:migration_refused"), "detail",
                        containsString(podId + " (version 9.9, which needs schema version " + (older + 1) + ")"));

        remove(podId);
        json(Map.of("to", String.valueOf(older), "backup", "skip")).post(MigrationHttpContract.ROLLBACK).then().statusCode(409)
                .body("detail", not(containsString(podId)));
    }

    @Test
    default void differentVersionsSideBySideAreWarnedOfAfterAWhile() throws SQLException {
        String podId = Samples.id();
        report(podId, "9.9", 11, Duration.ofHours(1));
        String third = Samples.id();
        report(third, "9.8", 11, Duration.ofMinutes(11));
        beat();
        given().get(HealthHttpContract.WARNINGS).then().statusCode(200).body(
                "find { it.warning_id == 'replica_versions' }.details",
                containsString("9.8: " + third), "find { it.warning_id == 'replica_versions' }.details",
                containsString("9.9: " + podId));

        remove(podId);
        remove(third);
        beat();
        given().get(HealthHttpContract.WARNINGS).then().statusCode(200).body("warning_id", not(hasItem("replica_versions")));
    }
}
