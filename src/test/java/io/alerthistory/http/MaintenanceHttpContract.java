package io.alerthistory.http;

import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.maintenance.Expiry;
import io.alerthistory.maintenance.MaintenanceStore;
import io.alerthistory.maintenance.OrphanJob;
import io.alerthistory.maintenance.Retention;
import io.alerthistory.session.OrphanReaper;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;
import io.quarkus.arc.Arc;

/** What the service does by itself, run by hand; seen over HTTP. */
interface MaintenanceHttpContract {

    long LONG_AGO = 1_000;
    long FAR_AHEAD = 4_102_444_800_000_000L;

    private static <T> T bean(Class<T> type) {
        return Arc.container().instance(type).get();
    }

    private static String ended(long completedAtUs) {
        return ended(completedAtUs, 0);
    }

    private static String ended(long completedAtUs, int calls) {
        String id = Samples.id();
        Map<String, Object> body = Api.session(id);
        body.put("status", "in_progress");
        body.put("started_at_us", 1);
        json(body).post(SESSIONS).then().statusCode(201);
        if (calls > 0) {
            json(IntStream.range(0, calls).mapToObj(i -> Api.llm(id + "-" + i)).toList())
                    .post(SESSIONS + "/" + id + "/llm-interactions").then().statusCode(201);
        }
        Api.patch(id, Map.of("status", "completed", "completed_at_us", completedAtUs)).then().statusCode(200);
        return id;
    }

    @Test
    default void deletesWhatEndedBeforeWithEverythingThatBelongsToIt() {
        String old = ended(LONG_AGO - 1, 20);
        String chat = given().post("/api/v1/sessions/" + old + "/chat").then().statusCode(200).extract().path("chat_id");
        json(Map.of("content", "why?")).post(Api.CHATS + "/" + chat + "/messages").then().statusCode(200);
        List<String> more = IntStream.range(0, 30).mapToObj(i -> ended(LONG_AGO - 2 - i)).toList();
        String young = ended(LONG_AGO);
        String running = Api.created("in_progress");
        double before = OperationsHttpContract.metric("alert_history_retention_deleted_total");

        Await.on(() -> bean(Retention.class).deleteEndedBefore(LONG_AGO));

        when().get(SESSIONS + "/" + old).then().statusCode(404);
        when().get(Api.CHATS + "/" + chat).then().statusCode(404);
        more.forEach(id -> when().get(SESSIONS + "/" + id).then().statusCode(404));
        given().queryParam("search", old).get(SESSIONS).then().body("pagination.total_items", equalTo(0));
        when().get(SESSIONS + "/" + young).then().statusCode(200);
        when().get(SESSIONS + "/" + running).then().statusCode(200);
        assertThat(OperationsHttpContract.metric("alert_history_retention_deleted_total") - before).isGreaterThanOrEqualTo(31);
        // Nothing of it is left: the same identifiers can be written again.
        json(Api.session(old)).post(SESSIONS).then().statusCode(201);
        json(Api.llm(old + "-0")).post(SESSIONS + "/" + old + "/llm-interactions").then().statusCode(201);
    }

    @Test
    default void aLargeSessionIsABatchOfItsOwn() {
        String large = ended(LONG_AGO - 500, 100);
        String next = ended(LONG_AGO - 499);
        assertThat(Await.on(() -> bean(MaintenanceStore.class).deleteEnded(LONG_AGO - 498, 10)).rows()).isEqualTo(101);
        when().get(SESSIONS + "/" + large).then().statusCode(404);
        when().get(SESSIONS + "/" + next).then().statusCode(200);
    }

    @Test
    default void failsWhatFellSilentWithItsOpenStages() {
        String id = Api.created("in_progress");
        json(Api.stage(id + "-stage", 0)).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        json(Map.of("pod_id", "p")).post(SESSIONS + "/" + id + "/heartbeat").then().statusCode(204);
        assertThat(Await.on(() -> bean(MaintenanceStore.class).silentSince(1))).doesNotContain(id);
        double before = OperationsHttpContract.metric("alert_history_orphans_total");

        Await.on(() -> bean(OrphanReaper.class).fail(id, FAR_AHEAD, Duration.ofMinutes(30)));

        when().get(SESSIONS + "/" + id).then().body("status", equalTo("failed"), "error_message",
                equalTo("Session became unresponsive: no heartbeat for 30 minutes"), "stages[0].status", equalTo("failed"),
                "stages[0].error_message", equalTo("Session became unresponsive: no heartbeat for 30 minutes"), "failed_stages",
                equalTo(1));
        assertThat(OperationsHttpContract.metric("alert_history_orphans_total") - before).isEqualTo(1);
        Await.on(() -> bean(OrphanReaper.class).fail(id, FAR_AHEAD, Duration.ofMinutes(30)));
        assertThat(OperationsHttpContract.metric("alert_history_orphans_total") - before).isEqualTo(1);
    }

    @Test
    default void whoGaveASignOfLifeMeanwhileIsLeftAlone() {
        String id = Api.created("in_progress");
        json(Map.of("pod_id", "p")).post(SESSIONS + "/" + id + "/heartbeat").then().statusCode(204);
        Await.on(() -> bean(OrphanReaper.class).fail(id, LONG_AGO, Duration.ofMinutes(30)));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("in_progress"));
    }

    /** An alert that is firing has no worker. */
    @Test
    default void whatNobodySupervisesIsNoOrphan() {
        String id = Api.created("in_progress");
        Await.on(() -> bean(OrphanReaper.class).fail(id, FAR_AHEAD, Duration.ofMinutes(30)));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("in_progress"));
    }

    @Test
    default void cancelsWhatShouldHaveBeenCancelledLongAgo() {
        String id = Api.created("in_progress");
        json(Api.stage(id + "-stage", 0)).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        when().post(SESSIONS + "/" + id + "/cancel").then().body("status", equalTo("canceling"));
        Await.on(() -> bean(OrphanReaper.class).cancel(id, LONG_AGO));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("canceling"), "completed_at_us", nullValue());

        Await.on(() -> bean(OrphanReaper.class).cancel(id, FAR_AHEAD));
        when().get(SESSIONS + "/" + id).then().body("status", equalTo("cancelled"), "error_message",
                equalTo("Cancelled by user"), "stages[0].status", equalTo("cancelled"));
    }

    @Test
    default void findsWhatFellSilentAndWhatIsToBeCancelled() {
        String silent = Api.created("in_progress");
        json(Map.of("pod_id", "p")).post(SESSIONS + "/" + silent + "/heartbeat").then().statusCode(204);
        String canceling = Api.created("in_progress");
        when().post(SESSIONS + "/" + canceling + "/cancel").then().statusCode(200);
        // Others of this run may be found first; those that are ended make room.
        assertThat(foundAndEnded(silent, () -> Await.on(() -> bean(MaintenanceStore.class).silentSince(FAR_AHEAD)),
                id -> Await.on(() -> bean(OrphanReaper.class).fail(id, FAR_AHEAD, Duration.ofMinutes(1))))).isTrue();
        assertThat(foundAndEnded(canceling, () -> Await.on(() -> bean(MaintenanceStore.class).cancelingSince(FAR_AHEAD)),
                id -> Await.on(() -> bean(OrphanReaper.class).cancel(id, FAR_AHEAD)))).isTrue();
    }

    private static boolean foundAndEnded(String wanted, java.util.function.Supplier<List<String>> search,
            java.util.function.Consumer<String> end) {
        for (List<String> found = search.get(); !found.isEmpty(); found = search.get()) {
            if (found.contains(wanted)) {
                return true;
            }
            found.forEach(end);
        }
        return false;
    }

    @Test
    default void forgetsKeysWhenTheirTimeHasPassed() {
        String key = Samples.id();
        Map<String, Object> body = Api.session(Samples.id());
        json(body).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(201);
        Await.on(() -> bean(Expiry.class).run());
        Await.on(() -> bean(OrphanJob.class).run());
        json(body).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(201).header("Idempotent-Replay", "true");
        Await.on(() -> bean(MaintenanceStore.class).deleteKeys(FAR_AHEAD, 1_000_000));
        json(body).header("Idempotency-Key", key).post(SESSIONS).then().statusCode(200).header("Idempotent-Replay",
                nullValue());
        assertThat(Await.on(() -> bean(MaintenanceStore.class).deleteEvents(FAR_AHEAD, 10)).held()).isTrue();
    }
}
