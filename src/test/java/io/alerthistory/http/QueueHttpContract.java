package io.alerthistory.http;

import static io.alerthistory.http.Api.ALERTS;
import static io.alerthistory.http.Api.CLAIMS;
import static io.alerthistory.http.Api.SESSIONS;
import static io.alerthistory.http.Api.json;
import static io.alerthistory.http.Api.patch;
import static io.alerthistory.http.Api.session;
import static io.restassured.RestAssured.given;
import static io.restassured.RestAssured.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.is;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.support.QueueOnSqlite;
import io.alerthistory.support.Samples;
import io.restassured.response.Response;

/** The work queue over HTTP, in a database where no other test makes sessions meanwhile, with a limit of pending sessions. */
interface QueueHttpContract {

    int CLAIMERS = 10;

    @BeforeEach
    default void cancelWhatIsOpen() {
        Api.cancelWhatIsOpen();
    }

    private static int count(String status) {
        return given().queryParam("status", status).queryParam("page_size", 1).get(SESSIONS).then().statusCode(200).extract()
                .path("pagination.total_items");
    }

    private static List<String> pending(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(Api.created("pending"));
        }
        return ids;
    }

    private static Response claim(Object body) {
        return json(body).post(CLAIMS);
    }

    /** This profile leaves them as they are. */
    @Test
    default void selfTestsAreOffUnlessTheyAreEnabled() {
        given().post("/health/database/test/latency").then().statusCode(404).body("detail",
                containsString("DATABASE_SELF_TESTS=true"));
    }

    @Test
    default void aClaimAnswersTheDetailedSession() {
        String id = pending(1).get(0);
        json(Api.stage(Samples.id(), 0)).post(SESSIONS + "/" + id + "/stages").then().statusCode(201);
        claim(Map.of("pod_id", "pod-1")).then().statusCode(200)
                .body("session_id", equalTo(id), "status", equalTo("in_progress"), "pod_id", equalTo("pod-1"),
                        "last_interaction_at", greaterThan(1_000_000_000_000_000L), "alert_data.pod", equalTo("api-1"),
                        "stages", hasSize(1), "version", equalTo(3));
        assertThat(when().get(SESSIONS + "/" + id).<String> path("status")).isEqualTo("in_progress");
        claim(Map.of("pod_id", "pod-1")).then().statusCode(204).body(is(""));
    }

    @Test
    default void claimsComeInTheOrderOfTheStart() {
        for (int i = 0; i < 6; i++) {
            Map<String, Object> body = session(Samples.id());
            body.put("started_at_us", 1_000 + (i * 5) % 6);
            json(body).post(SESSIONS).then().statusCode(201);
        }
        for (int i = 0; i < 6; i++) {
            claim(Map.of("pod_id", "pod-1", "max_in_progress", 100)).then().statusCode(200).body("started_at_us",
                    equalTo(1_000 + i));
        }
    }

    @Test
    default void anAlertIsClaimed() {
        String id = json(Map.of("data", Map.of("pod", "api-1"))).post(ALERTS).path("session_id");
        claim(Map.of("pod_id", "pod-1")).then().statusCode(200).body("session_id", equalTo(id), "agent_type", equalTo("api"));
    }

    @Test
    default void aSessionThatIsToBeCancelledIsNotClaimed() {
        String id = pending(1).get(0);
        when().post(SESSIONS + "/" + id + "/cancel").then().statusCode(200);
        claim(Map.of("pod_id", "pod-1")).then().statusCode(204);
    }

    /** Started one after the other, uploaded in another order: a single create would meet the limit of the queue. */
    private static List<String> queue(int count) {
        String own = Samples.id();
        List<String> ids = IntStream.range(0, count).mapToObj(i -> own + "-" + i).toList();
        List<String> lines = new ArrayList<>(ids.stream().map(id -> {
            Map<String, Object> body = session(id);
            body.put("alert_id", id + "-alert");
            body.put("started_at_us", BulkLines.START + ids.indexOf(id));
            return BulkLines.line("session", id, body);
        }).toList());
        Collections.shuffle(lines, new Random(count));
        BulkResponses.to(lines).are(count, 0, Map.of());
        return ids;
    }

    /** No claimer is ever given a session that started before one it was given already. */
    @Test
    default void tenClaimersReceiveEveryOneOfAThousandSessionsOnceAndTheOldestFirst() throws Exception {
        List<String> waiting = queue(1000);
        List<String> claimed = work(() -> {
            List<String> mine = new ArrayList<>();
            for (Response answer = claim(Map.of("pod_id", "pod")); answer.statusCode() == 200; answer = claim(
                    Map.of("pod_id", "pod"))) {
                mine.add(answer.path("session_id"));
            }
            assertThat(mine).isSortedAccordingTo(Comparator.comparingInt(waiting::indexOf));
            return mine;
        });
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(waiting);
        assertThat(count("in_progress")).isEqualTo(1000);
    }

    /** Each worker ends its session and asks again; meanwhile the database is asked how many are in progress. */
    @Test
    default void neverMoreThanTheLimitAreInProgress() throws Exception {
        List<String> waiting = queue(60);
        Set<String> claimed = ConcurrentHashMap.newKeySet();
        AtomicInteger answers = new AtomicInteger();
        ExecutorService watcher = Executors.newSingleThreadExecutor();
        try {
            Future<List<Integer>> seen = watcher.submit(() -> {
                List<Integer> counts = new ArrayList<>();
                while (claimed.size() < waiting.size() && !Thread.currentThread().isInterrupted()) {
                    counts.add(count("in_progress"));
                }
                return counts;
            });
            work(() -> {
                while (claimed.size() < waiting.size()) {
                    Response answer = claim(Map.of("pod_id", "pod", "max_in_progress", 3));
                    if (answer.statusCode() == 200) {
                        answers.incrementAndGet();
                        claimed.add(answer.path("session_id"));
                        patch(answer.path("session_id"), Map.of("status", "completed")).then().statusCode(200);
                    } else {
                        assertThat(answer.statusCode()).isEqualTo(204);
                    }
                }
                return List.of();
            });
            assertThat(seen.get(120, TimeUnit.SECONDS)).isNotEmpty().allSatisfy(
                    count -> assertThat(count).isLessThanOrEqualTo(3)).anySatisfy(count -> assertThat(count).isPositive());
        } finally {
            watcher.shutdownNow();
        }
        assertThat(claimed).containsExactlyInAnyOrderElementsOf(waiting);
        assertThat(answers).hasValue(waiting.size());
    }

    @Test
    default void theLimitCountsWhatAnyWorkerClaimedAndNothingElse() {
        pending(3);
        Api.created("in_progress"); // nobody claimed it
        claim(Map.of("pod_id", "pod-1", "max_in_progress", 1)).then().statusCode(200);
        claim(Map.of("pod_id", "pod-2", "max_in_progress", 1)).then().statusCode(204);
        String second = claim(Map.of("pod_id", "pod-2", "max_in_progress", 2)).then().statusCode(200).extract()
                .path("session_id");
        claim(Map.of("pod_id", "pod-2", "max_in_progress", 2)).then().statusCode(204);
        patch(second, Map.of("status", "paused")).then().statusCode(200);
        claim(Map.of("pod_id", "pod-2", "max_in_progress", 2)).then().statusCode(200);
    }

    private static List<String> work(java.util.concurrent.Callable<List<String>> worker) throws Exception {
        ExecutorService workers = Executors.newFixedThreadPool(CLAIMERS);
        try {
            List<Future<List<String>>> results = new ArrayList<>();
            for (int i = 0; i < CLAIMERS; i++) {
                results.add(workers.submit(worker));
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> result : results) {
                all.addAll(result.get(120, TimeUnit.SECONDS));
            }
            return all;
        } finally {
            workers.shutdownNow();
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{} | /pod_id",
            "{\"pod_id\":null} | /pod_id",
            "{\"pod_id\":\"\"} | /pod_id",
            "{\"pod_id\":5} | /pod_id",
            "{\"pod_id\":\"p\",\"max_in_progress\":0} | /max_in_progress",
            "{\"pod_id\":\"p\",\"max_in_progress\":\"3\"} | /max_in_progress",
            "{\"pod_id\":\"p\",\"pod\":\"p\"} | /pod" })
    default void namesTheBrokenFieldOfAClaim(String body, String pointer) {
        String waiting = pending(1).get(0);
        claim(body).then().statusCode(422).contentType("application/problem+json").body("errors[0].pointer",
                equalTo(pointer));
        claim(Map.of("pod_id", "p".repeat(256))).then().statusCode(422);
        claim("").then().statusCode(422);
        assertThat(Api.open("pending")).containsExactly(waiting);
    }

    @Test
    default void countsClaimsByTheirOutcome() {
        double claimed = OperationsHttpContract.metric("alert_history_claims_total{outcome=\"claimed\"}");
        double none = OperationsHttpContract.metric("alert_history_claims_total{outcome=\"none\"}");
        pending(1);
        claim(Map.of("pod_id", "pod-1")).then().statusCode(200);
        claim(Map.of("pod_id", "pod-1")).then().statusCode(204);
        assertThat(OperationsHttpContract.metric("alert_history_claims_total{outcome=\"claimed\"}")).isEqualTo(claimed + 1);
        assertThat(OperationsHttpContract.metric("alert_history_claims_total{outcome=\"none\"}")).isEqualTo(none + 1);
    }

    @Test
    default void twentyAtOnceFillTheQueueToTheLastPlace() {
        pending(QueueOnSqlite.MOST - 7);
        AtomicInteger next = new AtomicInteger();
        List<Response> answers = Api.together(20, () -> next.getAndIncrement() % 2 == 0 ? json(session(Samples.id()))
                .post(SESSIONS) : json(Map.of("data", Map.of())).post(ALERTS));
        assertThat(answers).extracting(Response::statusCode).isSubsetOf(200, 201, 429); // either kind may take all places
        assertThat(answers.stream().filter(answer -> answer.statusCode() == 429)).hasSize(13).allSatisfy(
                answer -> answer.then().contentType("application/problem+json").header("Retry-After", "30")
                        .body("type", equalTo("urn:alert-history:problem:queue_full"), "detail",
                                containsString("50 sessions are pending")));
        assertThat(count("pending")).isEqualTo(QueueOnSqlite.MOST);
    }

    @Test
    default void aFullQueueStillKnowsWhatItHas() {
        Map<String, Object> body = session(Samples.id());
        body.put("alert_id", Samples.id());
        json(body).post(SESSIONS).then().statusCode(201);
        pending(QueueOnSqlite.MOST - 1);
        double rejected = OperationsHttpContract
                .metric("alert_history_alerts_received_total{outcome=\"rejected\",source=\"api\"}");
        json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(429);
        assertThat(OperationsHttpContract
                .metric("alert_history_alerts_received_total{outcome=\"rejected\",source=\"api\"}"))
                .isEqualTo(rejected + 1);
        json(session(Samples.id())).post(SESSIONS).then().statusCode(429);
        assertThat(Api.together(20, () -> json(body).post(SESSIONS))).extracting(Response::statusCode).containsOnly(200);
        body.put("agent_type", "other");
        json(body).post(SESSIONS).then().statusCode(409);
        Api.created("in_progress"); // does not wait

        claim(Map.of("pod_id", "pod-1")).then().statusCode(200);
        json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(200);
        json(Map.of("data", Map.of())).post(ALERTS).then().statusCode(429);
    }

    @Test
    default void healthTellsHowMuchWaitsAndHowMuchMay() {
        pending(3);
        Api.created("in_progress");
        Api.created("in_progress");
        Awaitility.await().atMost(Duration.ofSeconds(20)) // an answer may be three seconds old
                .untilAsserted(() -> given().get(HealthHttpContract.HEALTH).then().statusCode(200).body("queue",
                        equalTo(Map.of("pending", 3, "max_queue_size", QueueOnSqlite.MOST, "active_global", 2))));
    }

    @Test
    default void activeSessionsThatAreAllShownTellOfNoMore() {
        pending(2);
        Response active = given().get(ActiveSessionsHttpContract.ACTIVE);
        assertThat(active.<List<String>> path("findAll { it.status == 'pending' }.session_id")).hasSize(2);
        assertThat(active.header("X-Truncated")).isNull();
    }
}
