package io.alerthistory.mutation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.http.access.RouteRole;
import io.alerthistory.openapi.ApiDocument;
import io.alerthistory.openapi.Operation;
import io.alerthistory.openapi.ResponseCheck;
import io.alerthistory.support.Answer;
import io.alerthistory.support.RawConnection;
import io.alerthistory.support.Samples;
import io.restassured.RestAssured;

/**
 * Whatever is sent to whatever route, the answer is a proper one: never a 5xx, every refusal a problem, nothing of the inside
 * shown, and the
 * service works afterwards. The routes come from the service's own description, so a new one is covered by being there.
 * <p>
 * {@code -Dmutations=100000} sends that many, {@code -Dmutations.seed=17} others than usual.
 */
interface MutatedRequestsContract {

    int MUTATIONS = Integer.getInteger("mutations", 2000);

    /** The same requests in every run: a failure is that of a change, and can be seen again. */
    long USUAL_SEED = 843_876;

    String COUNT = "http_server_requests_seconds_count";
    int CLIENTS = 4;
    int SHOWN = 25;

    /** Checks that every connection to the database was given back. */
    default void hasItsConnectionsBack() {
    }

    @Test
    default void areAllAnsweredProperly() throws Exception {
        long seed = Long.getLong("mutations.seed", USUAL_SEED);
        System.out.printf("%d mutated requests with -Dmutations.seed=%d%n", MUTATIONS, seed);
        ApiDocument document = ApiDocument.served();
        ResponseCheck check = new ResponseCheck(document);
        // A stream of events does not end, so nobody could wait for its response.
        List<Operation> operations = document.operations().stream().filter(operation -> !operation.path().endsWith("/events"))
                .toList();
        KnownIds ids = known(operations);
        Map<String, String> complaints = new ConcurrentHashMap<>();
        Map<String, AtomicInteger> counts = new ConcurrentHashMap<>();
        Map<Integer, AtomicInteger> statuses = new ConcurrentHashMap<>();
        AtomicInteger next = new AtomicInteger();
        together(() -> {
            try (RawConnection connection = new RawConnection(RestAssured.port)) {
                for (int n = next.getAndIncrement(); n < MUTATIONS; n = next.getAndIncrement()) {
                    Random random = new Random(seed * 0x9E3779B97F4A7C15L + n * 0xD1B54A32D192ED03L);
                    MutatedRequest request = new Mutations(random, new ValidRequests(ids, random))
                            .make(operations.get(random.nextInt(operations.size())));
                    Optional<Answer> answer = answer(connection, request);
                    answer.ifPresent(received -> {
                        statuses.computeIfAbsent(received.status(), status -> new AtomicInteger()).incrementAndGet();
                        if (received.status() < 300) {
                            ids.learn(Verdict.json(received));
                        }
                    });
                    for (String complaint : Verdict.complaints(request, answer, check)) {
                        complaints.putIfAbsent(request.operation().name() + ": " + complaint,
                                request + "\n    -> " + answer.map(Answer::text).orElse("nothing"));
                        counts.computeIfAbsent(complaint, same -> new AtomicInteger()).incrementAndGet();
                    }
                }
            }
            return null;
        });
        counts.forEach((complaint, count) -> System.out.println(count + " times: " + complaint));
        System.out.println("answered " + new TreeMap<>(statuses));
        assertThat(complaints.entrySet().stream().limit(SHOWN).map(found -> found.getKey() + "\n    " + found.getValue()))
                .isEmpty();
        assertThat(statuses.keySet()).as("some pass, some are refused").contains(200, 201, 404, 422);
        stillWorks();
        countsByRoute(operations);
    }

    /** The metrics have a line for every route and method, not for every address and word that somebody made up. */
    private static void countsByRoute(List<Operation> operations) {
        Set<String> routes = new TreeSet<>(operations.stream().map(Operation::path).toList());
        RouteRole.ALL.forEach(route -> routes.add(route.path())); // pages are no part of the description
        routes.addAll(Set.of("NOT_FOUND", "UNKNOWN", "REDIRECTION", "root"));
        List<String> lines = RestAssured.get("/q/metrics").asString().lines().filter(line -> line.startsWith(COUNT)).toList();
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(tag("uri", line)).as(line).matches(uri -> uri.startsWith("/q/") || routes.contains(uri));
            assertThat(tag("method", line)).as(line).isIn("UNKNOWN", "GET", "POST", "PATCH", "PUT", "DELETE", "HEAD", "OPTIONS",
                    "TRACE", "CONNECT", "PROPFIND");
        });
    }

    private static String tag(String name, String line) {
        Matcher tag = Pattern.compile("[{,]" + name + "=\"([^\"]*)\"").matcher(line);
        return tag.find() ? tag.group(1) : "";
    }

    private static Optional<Answer> answer(RawConnection connection, MutatedRequest request) {
        try {
            return connection.send(request.raw());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(request.toString(), e);
        }
    }

    /** What GETs without variables tell, and a session in every state. */
    private static KnownIds known(List<Operation> operations) throws IOException {
        KnownIds ids = new KnownIds();
        for (String status : List.of("pending", "in_progress", "in_progress", "paused", "canceling", "cancelled")) {
            Map<String, Object> session = Map.of("session_id", Samples.id(), "agent_type", "a", "chain_id", "c", "alert_data",
                    Map.of(), "status", status, "started_at_us", 1_700_000_000_000_000L);
            Map<String, Object> body = new TreeMap<>(session);
            if (status.equals("cancelled")) {
                body.put("completed_at_us", 1_700_000_001_000_000L);
            }
            RestAssured.given().contentType("application/json").body(body).post("/api/v1/history/sessions").then()
                    .statusCode(201);
            ids.learn(new com.fasterxml.jackson.databind.ObjectMapper().valueToTree(session));
        }
        return ids;
    }

    private static void together(Callable<Void> client) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<Void>> ends = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ends.add(threads.submit(client));
            }
            for (Future<Void> end : ends) {
                end.get();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private void stillWorks() {
        RestAssured.given().contentType("application/json")
                .body(Map.of("agent_type", "a", "chain_id", "c", "alert_data", Map.of())).post("/api/v1/history/sessions")
                .then().statusCode(201);
        Awaitility.await().atMost(Duration.ofSeconds(20)).untilAsserted(this::hasItsConnectionsBack);
    }
}
