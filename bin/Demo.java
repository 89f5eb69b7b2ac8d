import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/**
 * Replays what an on-call team saw against a running alert-history: a fortnight of alerts that fire, flap, are silenced, inhibited and
 * notified, and a day of sessions in every state, which investigate some of them.
 */
public class Demo {

    private static final int SESSIONS = 190;
    private static final int WORKERS = 4;
    private static final int TRIES = 3;
    private static final String CHAIN = "demo-chain";

    /** Where AUTH_MODE is not none: with the roles agent, operator and ingest, or admin. */
    private static final String KEY = System.getenv("ALERT_HISTORY_KEY");
    private static final String HISTORY = "/api/v1/history/sessions";
    private static final String ALERTS = "alerts";
    private static final int EVENTS_OF_A_BATCH = 500;

    private record Kind(String alertType, String agent, String server, String tool, String finding, String summary) {
    }

    /** Ordered by frequency, because the distribution of a real day is skewed. */
    private static final List<Kind> KINDS = List.of(
            new Kind("KubePodCrashLooping", "KubernetesAgent", "kubernetes-server", "pods_log",
                    "The container is killed for its memory (exit code 137); its limit of 256Mi is below its working set.", "OOM kill"),
            new Kind("HighErrorRate", "PrometheusAgent", "prometheus-server", "query_range",
                    "5xx answers began with the rollout of checkout 2.41 and end with its rollback.", "Bad rollout"),
            new Kind("NodeDiskPressure", "KubernetesAgent", "kubernetes-server", "nodes_stats",
                    "Unused images fill the disk; the garbage collection's threshold is above the eviction's.", "Images fill disk"),
            new Kind("CertificateExpiringSoon", "SecurityAgent", "kubernetes-server", "secrets_get",
                    "The issuer's DNS challenge fails since the zone moved; renewal cannot finish.", "Renewal blocked"),
            new Kind("PostgresReplicationLag", "DatabaseAgent", "postgres-server", "run_query",
                    "A long report on the replica holds back the replay of WAL.", "Report blocks replay"),
            new Kind("NamespaceTerminating", "KubernetesAgent", "kubernetes-server", "resources_get",
                    "A finalizer of a removed operator is never taken off.", "Orphaned finalizer"));

    /** The final states of the sessions, in percent. */
    private static final Map<String, Integer> ENDINGS = new LinkedHashMap<>();
    static {
        ENDINGS.put("completed", 62);
        ENDINGS.put("failed", 12);
        ENDINGS.put("timed_out", 5);
        ENDINGS.put("cancelled", 6);
        ENDINGS.put("in_progress", 6);
        ENDINGS.put("paused", 3);
        ENDINGS.put("canceling", 2);
        ENDINGS.put("pending", 4);
    }

    private final String url;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(Duration.ofSeconds(5)).build();
    private final long nowUs = micros(Instant.now());
    /** Part of every identifier, so that a second run adds another day. */
    private final String run = Long.toString(nowUs / 1_000_000, 36);
    private final Fortnight fortnight = new Fortnight(nowUs);
    /** The first sessions investigate these, one each, soon after their start. A quarter of the others investigate what fires when they start. */
    private final List<Fortnight.Episode> ofTheDay = fortnight.ofTheDay(KINDS.stream().map(Kind::alertType).toList());
    private final AtomicInteger interactions = new AtomicInteger();
    private final AtomicInteger unexpected = new AtomicInteger();

    private Demo(String url) {
        this.url = url.replaceAll("/+$", "");
    }

    public static void main(String[] args) throws Exception {
        List<String> options = Arrays.asList(args);
        if (options.contains("--help") || options.size() > 1) {
            System.out.println("usage: bin/demo [URL]\nReplays a fortnight of alerts and a day of investigations; URL is http://localhost:8080 by default.\n"
                    + "ALERT_HISTORY_KEY is a key with the roles agent, operator and ingest, where the service needs one.");
            return;
        }
        System.exit(new Demo(options.isEmpty() ? "http://localhost:8080" : options.get(0)).replay() ? 0 : 1);
    }

    private boolean replay() throws InterruptedException {
        long begun = System.nanoTime();
        ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
        try {
            List<Callable<String>> day = new ArrayList<>();
            for (int i = 0; i < SESSIONS; i++) {
                int number = i;
                day.add(() -> investigate(number));
            }
            day.add(this::alerts);
            Map<String, Integer> byStatus = new TreeMap<>();
            for (Future<String> session : workers.invokeAll(day)) {
                byStatus.merge(session.get(), session.get().equals(ALERTS) ? fortnight.episodes().size() + 12 : 1, Integer::sum);
            }
            System.out.printf("%d sessions, %d interactions and %d times that an alert fired in %.1f s%n", SESSIONS,
                    interactions.get(), byStatus.remove(ALERTS), (System.nanoTime() - begun) / 1e9);
            byStatus.forEach((status, count) -> System.out.printf("  %-12s %d%n", status, count));
            System.out.printf("Look at%n  %s/%n  %s/alerts%n  %s/q/swagger-ui%n  %s/q/metrics%n", url, url, url, url);
        } catch (ExecutionException e) {
            System.err.println(e.getCause().getMessage());
            return false;
        } finally {
            workers.shutdownNow();
        }
        return unexpected.get() == 0;
    }

    /** One session from its alert to its state at the end of the day. */
    private String investigate(int number) throws IOException, InterruptedException {
        // One generator per session, so that the day does not depend on the threads. Adjacent seeds would start with the same numbers.
        Random random = new Random(number * 0x9E3779B97F4A7C15L);
        Kind kind = KINDS.get((int) (KINDS.size() * Math.pow(random.nextDouble(), 2)));
        String status = ending(random.nextInt(100));
        boolean ended = List.of("completed", "failed", "timed_out", "cancelled").contains(status);
        long length = (60 + random.nextInt(600)) * 1_000_000L;
        long start = nowUs - length - (ended ? (long) (random.nextDouble() * 86_000 * 1_000_000) : 0);
        if (ended && number < ofTheDay.size()) {
            Fortnight.Episode investigated = ofTheDay.get(number);
            kind = KINDS.stream().filter(each -> each.alertType().equals(investigated.alertName())).findFirst().orElseThrow();
            start = investigated.startsAtUs() + (30 + random.nextInt(150)) * 1_000_000L;
        }
        String id = "demo-" + run + "-" + number;
        String pod = kind.alertType().toLowerCase() + "-" + Integer.toString(random.nextInt(46656), 36);
        Map<String, Object> alert = object("cluster", pick(random, "prod-eu", "prod-us", "staging"), "namespace",
                pick(random, "shop", "billing", "infra"), "pod", pod, "severity", pick(random, "critical", "warning"), "message",
                kind.alertType() + " on " + pod);
        Map<String, Object> session = object("session_id", id, "alert_id", id + "-alert", "alert_type", kind.alertType(), "agent_type",
                "chain:" + CHAIN, "chain_id", CHAIN, "author", pick(random, "alice", "bob", "carol", "alertmanager"), "started_at_us", start,
                "runbook_url", "https://runbooks.example.org/" + kind.alertType(), "alert_data", alert);
        boolean tied = number < ofTheDay.size() || random.nextInt(4) == 0;
        fortnight.investigable(kind.alertType(), start).filter(episode -> tied).ifPresent(episode -> {
            alert.putAll(episode.labels());
            alert.put("message", episode.summary());
            session.put("alert_ref", object("fingerprint", Fortnight.hex(episode.labels()), "starts_at", episode.startsAtUs()));
        });
        send("POST", HISTORY, session);
        if (status.equals("pending")) {
            return status;
        }
        send("PATCH", HISTORY + "/" + id, object("status", "in_progress", "pod_id", "demo"));
        int stages = 1 + random.nextInt(4);
        for (int i = 0; i < stages; i++) {
            boolean last = i == stages - 1;
            String outcome = !last || status.equals("completed") ? "completed" : status;
            stage(id, kind, i, start + length * i / stages, start + length * (i + 1) / stages, outcome, random);
        }
        finish(id, kind, status, start + length);
        return status;
    }

    private void stage(String session, Kind kind, int index, long from, long to, String outcome, Random random)
            throws IOException, InterruptedException {
        String name = List.of("Collect data", "Investigate", "Verify", "Conclude").get(index);
        boolean parallel = index == 1 && random.nextInt(3) > 0;
        String id = session + "-" + index;
        Map<String, Object> stage = object("execution_id", id, "stage_id", name.toLowerCase().replace(' ', '-'), "stage_index", index,
                "stage_name", name, "agent", kind.agent(), "iteration_strategy", "react");
        if (parallel) {
            stage.putAll(object("parallel_type", "multi_agent", "expected_parallel_count", 3, "success_policy", "any"));
        }
        send("POST", HISTORY + "/" + session + "/stages", stage);
        move(session, id, "active", from, null);
        for (int child = 1; parallel && child <= 3; child++) {
            String childId = id + "-" + child;
            send("POST", HISTORY + "/" + session + "/stages", object("execution_id", childId, "stage_id", stage.get("stage_id"),
                    "stage_index", index, "stage_name", name, "agent", KINDS.get(child).agent(), "parallel_type", "multi_agent",
                    "parallel_index", child, "parent_stage_execution_id", id, "iteration_strategy", "react"));
            move(session, childId, "active", from, null);
            interact(session, childId, kind, from, to, random);
            move(session, childId, child == 3 && random.nextInt(3) == 0 ? "failed" : "completed", to, "step limit reached");
        }
        if (!parallel) {
            interact(session, id, kind, from, to, random);
        }
        switch (outcome) {
            case "in_progress", "canceling" -> {
            }
            case "paused" -> move(session, id, "paused", to, null);
            default -> move(session, id, outcome, to, "The tool server did not answer within 60 s");
        }
    }

    private void move(String session, String stage, String status, long at, String error) throws IOException, InterruptedException {
        Map<String, Object> change = object("status", status);
        switch (status) {
            case "active" -> change.put("started_at_us", at);
            case "paused" -> change.put("paused_at_us", at);
            default -> change.put("completed_at_us", at);
        }
        if (status.equals("completed")) {
            change.put("stage_output", object("result", "ok", "llm_provider", "demo"));
        } else if (status.equals("failed") || status.equals("timed_out")) {
            change.put("error_message", error);
        }
        send("PATCH", HISTORY + "/" + session + "/stages/" + stage, change);
    }

    /** Model calls and tool calls alternate until the stage ends. */
    private void interact(String session, String stage, Kind kind, long from, long to, Random random)
            throws IOException, InterruptedException {
        int steps = 2 + random.nextInt(4);
        List<Object> llm = new ArrayList<>();
        List<Object> mcp = new ArrayList<>();
        mcp.add(object("communication_id", stage + "-tools", "stage_execution_id", stage, "server_name", kind.server(),
                "communication_type", "tool_list", "timestamp_us", from + 1000, "duration_ms", 12, "available_tools",
                object("tools", List.of(kind.tool(), "help"))));
        for (int i = 0; i < steps; i++) {
            long at = from + (to - from) * (2 * i + 1) / (2L * steps);
            int tokens = 800 + random.nextInt(4000);
            llm.add(object("interaction_id", stage + "-llm-" + i, "stage_execution_id", stage, "model_name", "demo-large", "provider",
                    "demo", "temperature", 0.2, "timestamp_us", at, "duration_ms", 900 + random.nextInt(8000), "input_tokens", tokens,
                    "output_tokens", tokens / 8, "interaction_type", i == steps - 1 ? "final_analysis" : "investigation", "conversation",
                    object("messages", List.of(
                            object("role", "system", "content", "You investigate alerts. Say what is wrong and what to do."),
                            object("role", "user", "content", "Alert " + kind.alertType() + ", step " + (i + 1) + " of " + steps),
                            object("role", "assistant", "content", i == steps - 1
                                    ? "Thought: I know enough to conclude.\nFinal Answer: " + kind.finding()
                                    : "Thought: " + kind.tool() + " may show why.\nAction: " + kind.server() + "." + kind.tool()
                                            + "\nAction Input: namespace: shop\nlimit: 50")))));
            boolean success = random.nextInt(12) > 0;
            mcp.add(object("communication_id", stage + "-mcp-" + i, "stage_execution_id", stage, "server_name", kind.server(),
                    "communication_type", "tool_call", "tool_name", kind.tool(), "timestamp_us", at + 200_000, "duration_ms",
                    40 + random.nextInt(900), "success", success, "error_message", success ? null : "connection reset by peer",
                    "tool_arguments", object("namespace", "shop", "limit", 50), "tool_result",
                    object("output", success ? "NAME READY STATUS RESTARTS\nweb-1 0/1 CrashLoopBackOff " + random.nextInt(40) : "")));
        }
        send("POST", HISTORY + "/" + session + "/llm-interactions", llm);
        send("POST", HISTORY + "/" + session + "/mcp-interactions", mcp);
        interactions.addAndGet(llm.size() + mcp.size());
    }

    private void finish(String id, Kind kind, String status, long end) throws IOException, InterruptedException {
        Map<String, Object> change = object("status", status);
        switch (status) {
            case "in_progress" -> change.clear();
            case "paused" -> change.put("pause_metadata", object("reason", "max_iterations_reached",
                    "current_iteration", 30, "message", "Paused after 30 iterations - resume to continue", "paused_at_us", end));
            case "completed" -> change.putAll(object("completed_at_us", end, "final_analysis", kind.finding(),
                    "final_analysis_summary", kind.summary()));
            case "failed", "timed_out" -> change.putAll(object("completed_at_us", end, "error_message",
                    status.equals("failed") ? "The tool server did not answer within 60 s" : "The investigation took longer than allowed"));
            case "cancelled" -> change.put("completed_at_us", end);
            default -> {
            }
        }
        if (!change.isEmpty()) {
            send("PATCH", HISTORY + "/" + id, change);
        }
    }

    /** The events of an Alertmanager, and the webhook of another one. */
    private String alerts() throws IOException, InterruptedException {
        List<Map<String, Object>> events = fortnight.events();
        for (int from = 0; from < events.size(); from += EVENTS_OF_A_BATCH) {
            send("POST", "/api/v1/webhooks/alertmanager-events", events.subList(from, Math.min(events.size(), from + EVENTS_OF_A_BATCH)));
        }
        send("POST", "/api/v1/alerts/" + Fortnight.hex(fortnight.open().labels()) + "/ack", object("comment", "on it"));
        webhook();
        return ALERTS;
    }

    /** Three groups of four alerts; the first two are resolved later. */
    private void webhook() throws IOException, InterruptedException {
        for (int group = 0; group < 3; group++) {
            Instant start = Instant.now().minus(6 - group, ChronoUnit.HOURS).truncatedTo(ChronoUnit.MILLIS);
            send("POST", "/api/v1/webhooks/alertmanager", notification(group, start, null));
            if (group < 2) {
                send("POST", "/api/v1/webhooks/alertmanager", notification(group, start, start.plus(17, ChronoUnit.MINUTES)));
            }
        }
    }

    private Map<String, Object> notification(int group, Instant start, Instant end) {
        String status = end == null ? "firing" : "resolved";
        List<Object> alerts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            alerts.add(object("status", status, "labels",
                    object("alertname", "QueueDeep", "site", "site-" + i, "severity", "warning", "team", "ops"), "annotations",
                    object("summary", "Queue of site-" + i + " is deep", "runbook_url", "https://runbooks.example.org/QueueDeep"),
                    "startsAt", start.toString(), "endsAt", end == null ? "0001-01-01T00:00:00Z" : end.toString(), "generatorURL", "",
                    "fingerprint", "demo" + run + group + i));
        }
        return object("version", "4", "receiver", "demo", "status", status, "groupKey", "{}:{alertname=\"QueueDeep\"}", "groupLabels",
                object("alertname", "QueueDeep"), "commonLabels", object(), "commonAnnotations", object(), "externalURL",
                "http://alertmanager.example.org", "alerts", alerts, "truncatedAlerts", 0);
    }

    private void send(String method, String path, Object body) throws IOException, InterruptedException {
        HttpRequest.Builder builder = HttpRequest.newBuilder(URI.create(url + path)).timeout(Duration.ofSeconds(30))
                .header("Content-Type", "application/json").method(method, HttpRequest.BodyPublishers.ofString(json(body)));
        if (KEY != null && !KEY.isBlank()) {
            builder.header("Authorization", "Bearer " + KEY.trim());
        }
        HttpRequest request = builder.build();
        for (int attempt = 1;; attempt++) {
            try {
                HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
                if (response.statusCode() != 503 || attempt == TRIES) {
                    if (response.statusCode() >= 300) {
                        unexpected.incrementAndGet();
                        System.err.println(method + " " + path + " -> " + response.statusCode() + " " + response.body());
                    }
                    return;
                }
            } catch (IOException e) {
                if (attempt == TRIES) {
                    throw new IOException("cannot reach " + url + ": " + e, e);
                }
            }
            Thread.sleep(1000L * attempt);
        }
    }

    private static String ending(int percent) {
        int sum = 0;
        for (Map.Entry<String, Integer> ending : ENDINGS.entrySet()) {
            sum += ending.getValue();
            if (percent < sum) {
                return ending.getKey();
            }
        }
        throw new IllegalStateException("the percentages must add up to a hundred");
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    static Map<String, Object> object(Object... members) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (int i = 0; i < members.length; i += 2) {
            object.put((String) members[i], members[i + 1]);
        }
        return object;
    }

    /** JSON of maps, lists, strings and scalars: this single file needs only a JDK and uses no library. */
    private static String json(Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().map(member -> json(member.getKey()) + ":" + json(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof List<?> list) {
            return list.stream().map(Demo::json).collect(Collectors.joining(",", "[", "]"));
        }
        if (value instanceof String text) {
            return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
        }
        return String.valueOf(value);
    }
}

/** A fortnight of a shop's alerts, always the same one, which ends now. */
final class Fortnight {

    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    /**
     * What alerts: each target fires every so many hours, for some minutes. One that flaps fires several times in a row.
     *
     * @param label that names the target
     */
    private record Rule(String name, String severity, String team, String label, List<String> targets, double everyHours, int minutes,
            boolean flaps, String summary) {
    }

    private static final List<Rule> RULES = List.of(
            new Rule("NodeDown", "critical", "infra", "node", List.of("node-a", "node-b", "node-c"), 150, 25, false, "%s does not respond"),
            new Rule("NodeDiskPressure", "warning", "infra", "node", List.of("node-a", "node-b", "node-c"), 40, 90, false,
                    "The disk of %s is nearly full"),
            new Rule("HighErrorRate", "critical", "shop", "service", List.of("checkout", "cart", "search"), 30, 18, false,
                    "More than 5 %% of the requests to %s fail"),
            new Rule("KubePodCrashLooping", "warning", "shop", "deployment", List.of("web", "worker", "mailer", "importer"), 22, 35, false,
                    "A pod of %s restarts again and again"),
            new Rule("PostgresReplicationLag", "warning", "data", "server", List.of("orders-2", "orders-3"), 48, 4, true,
                    "%s is behind its primary"),
            new Rule("CertificateExpiringSoon", "info", "infra", "host", List.of("shop.example.org", "api.example.org"), 200, 1500, false,
                    "The certificate of %s expires within 14 days"),
            new Rule("NamespaceTerminating", "info", "infra", "namespace", List.of("preview-17", "preview-23"), 90, 240, false,
                    "%s is still terminating"));

    /** An interval in which an alert fires; it has no end yet where endsAtUs is null. */
    record Episode(Map<String, String> labels, String summary, long startsAtUs, Long endsAtUs) {

        String alertName() {
            return labels.get("alertname");
        }

        boolean covers(long us) {
            return startsAtUs <= us && (endsAtUs == null || us < endsAtUs);
        }
    }

    private final long nowUs;
    private final Random random = new Random(14);
    private final List<Episode> episodes = new ArrayList<>();

    Fortnight(long nowUs) {
        this.nowUs = nowUs / 1000 * 1000; // Alertmanager's times have milliseconds
        RULES.forEach(rule -> rule.targets().forEach(target -> fire(rule, target)));
        episodes.add(episode(RULES.get(2), "payment", this.nowUs - 11 * MINUTE, null));
        episodes.add(episode(RULES.get(0), "node-d", this.nowUs - 40 * MINUTE, null));
        episodes.add(episode(RULES.get(1), "node-d", this.nowUs - 95 * MINUTE, null));
        long night = lastNight();
        episodes.add(episode(RULES.get(0), "node-e", night - 10 * MINUTE, night + 29 * MINUTE));
        episodes.add(episode(RULES.get(1), "node-e", night - 22 * MINUTE, night + 58 * MINUTE));
        episodes.add(episode(RULES.get(2), "shipping", night - 7 * MINUTE, night + 15 * MINUTE));
        episodes.add(episode(RULES.get(5), "login.example.org", night - 100 * MINUTE, night + 100 * MINUTE));
        episodes.sort(Comparator.comparingLong(Episode::startsAtUs));
    }

    /** 03:12 of the last night, on this machine's clock. The documentation asks what fired then. */
    private long lastNight() {
        ZonedDateTime now = Instant.ofEpochMilli(nowUs / 1000).atZone(ZoneId.systemDefault());
        ZonedDateTime night = now.with(LocalTime.of(3, 12));
        return (night.plusHours(3).isBefore(now) ? night : night.minusDays(1)).toInstant().toEpochMilli() * 1000;
    }

    private void fire(Rule rule, String target) {
        long at = nowUs - 14 * DAY + (long) (random.nextDouble() * rule.everyHours() * HOUR);
        while (at < nowUs) {
            int times = rule.flaps() ? 4 + random.nextInt(5) : random.nextInt(6) == 0 ? 2 : 1;
            for (int i = 0; i < times && at < nowUs - 15 * MINUTE; i++) {
                long end = at + Math.max(1, (long) (rule.minutes() * (0.2 + 1.6 * random.nextDouble()))) * MINUTE;
                episodes.add(episode(rule, target, at, end < nowUs ? end : null));
                at = end + (rule.flaps() ? 2 + random.nextInt(4) : 20 + random.nextInt(90)) * MINUTE;
            }
            at += (long) (-Math.log(1 - random.nextDouble()) * rule.everyHours() * HOUR) + 10 * MINUTE;
        }
    }

    private static Episode episode(Rule rule, String target, long startsAtUs, Long endsAtUs) {
        Map<String, String> labels = new TreeMap<>(Map.of("alertname", rule.name(), "severity", rule.severity(), "team", rule.team(),
                "cluster", "prod-eu", rule.label(), target));
        return new Episode(labels, rule.summary().formatted(target), startsAtUs / 1000 * 1000, endsAtUs == null ? null : endsAtUs / 1000 * 1000);
    }

    List<Episode> episodes() {
        return episodes;
    }

    /** The newest episode that fires now. */
    Episode open() {
        return episodes.stream().filter(episode -> episode.endsAtUs() == null).reduce((one, later) -> later).orElseThrow();
    }

    /** The episodes of some alerts that began in the last day, but not in the last minutes, so that their investigations can have ended. */
    List<Episode> ofTheDay(List<String> alertNames) {
        return episodes.stream().filter(episode -> alertNames.contains(episode.alertName()) && episode.startsAtUs() > nowUs - DAY
                && episode.startsAtUs() < nowUs - 15 * MINUTE).toList();
    }

    /** The newest episode of an alert that fires at an instant, or began at most 5 minutes before. */
    Optional<Episode> investigable(String alertName, long us) {
        return episodes.stream().filter(episode -> alertName.equals(episode.alertName()) && (episode.covers(us)
                || episode.startsAtUs() <= us && us - episode.startsAtUs() <= 5 * MINUTE)).reduce((one, later) -> later);
    }

    /** What the event recorder of an Alertmanager said, in the order of time. */
    List<Map<String, Object>> events() {
        List<Map<String, Object>> events = new ArrayList<>();
        for (Episode episode : episodes) {
            String node = episode.labels().get("node");
            Optional<Episode> down = episode.alertName().equals("NodeDiskPressure") ? episodes.stream()
                    .filter(other -> other.labels().get("alertname").equals("NodeDown") && node.equals(other.labels().get("node"))
                            && overlap(other, episode)).findFirst() : Optional.empty();
            boolean silenced = episode.alertName().equals("CertificateExpiringSoon") || "preview-17".equals(
                    episode.labels().get("namespace"));
            long told = episode.startsAtUs() + 30_000_000;
            events.add(event(episode.startsAtUs(), "alertCreated", Demo.object("alert", alert(episode,
                    episode.endsAtUs() == null ? nowUs + DAY : told + 4 * MINUTE, false))));
            if (silenced) {
                Map<String, Object> silence = silence(episode);
                events.add(event(told, "silenceMutedAlert", Demo.object("silence", silence, "mutedAlert", identity(episode))));
            } else {
                events.add(notification(episode, told, false));
            }
            down.ifPresent(source -> events.add(event(Math.max(source.startsAtUs(), episode.startsAtUs()) + 30_000_000,
                    "inhibitionMutedAlert", Demo.object("inhibitRules", List.of(Demo.object("name", "node-down")), "mutedAlert",
                            identity(episode), "inhibitingFingerprints", List.of(Long.toUnsignedString(fingerprint(source.labels())))))));
            if (episode.endsAtUs() != null) {
                events.add(silenced ? event(episode.endsAtUs(), "alertResolved", Demo.object("alert",
                        Demo.object("fingerprint", Long.toUnsignedString(fingerprint(episode.labels())), "details",
                                alert(episode, episode.endsAtUs(), true))))
                        : notification(episode, episode.endsAtUs() + 30_000_000, true));
            }
        }
        events.sort(Comparator.comparing(event -> String.valueOf(event.get("@timestamp"))));
        return events;
    }

    private static boolean overlap(Episode one, Episode other) {
        return one.covers(other.startsAtUs()) || other.covers(one.startsAtUs());
    }

    private static Map<String, Object> event(long us, String type, Map<String, Object> content) {
        return Demo.object("@timestamp", time(us), "instance", "alertmanager-0", "data", Demo.object(type, content));
    }

    private static Map<String, Object> identity(Episode episode) {
        return Demo.object("labels", episode.labels(), "fingerprint", Long.toUnsignedString(fingerprint(episode.labels())));
    }

    private static Map<String, Object> alert(Episode episode, Long endsAtUs, boolean resolved) {
        Map<String, Object> alert = identity(episode);
        alert.putAll(Demo.object("annotations", Demo.object("summary", episode.summary(), "runbook_url",
                "https://runbooks.example.org/" + episode.alertName()), "startsAt", time(episode.startsAtUs()), "endsAt",
                endsAtUs == null ? "0001-01-01T00:00:00Z" : time(endsAtUs), "resolved", resolved));
        return alert;
    }

    private static Map<String, Object> notification(Episode episode, long us, boolean resolved) {
        String team = episode.labels().get("team");
        String fingerprint = Long.toUnsignedString(fingerprint(episode.labels()));
        return event(us, "notification", Demo.object("alerts",
                List.of(Demo.object("fingerprint", fingerprint, "details", alert(episode, resolved ? episode.endsAtUs() : null, resolved))),
                resolved ? "resolvedAlerts" : "firingAlerts", List.of(Demo.object("fingerprint", fingerprint)), "groupInfo",
                Demo.object("groupKey", "{}/{team=\"" + team + "\"}:{alertname=\"" + episode.alertName() + "\"}", "receiverName",
                        "team-" + team, "groupUuid", fingerprint + "-" + episode.startsAtUs()),
                "reason", resolved ? "NOTIFY_REASON_ALL_ALERTS_RESOLVED" : "NOTIFY_REASON_FIRST_NOTIFICATION", "flushId",
                resolved ? "2" : "1", "integration", Demo.object("name", episode.labels().get("severity").equals("critical") ? "pagerduty" : "slack")));
    }

    /** A silence that somebody made an hour before, and that ends before the alert does. */
    private static Map<String, Object> silence(Episode episode) {
        long made = episode.startsAtUs() - HOUR;
        List<Object> matchers = List.of(Demo.object("type", "TYPE_EQUAL", "name", "alertname", "pattern", episode.alertName()));
        return Demo.object("id", "demo-" + hex(episode.labels()) + "-" + made / 1_000_000, "matchers", matchers, "startsAt", time(made), "endsAt",
                time(episode.endsAtUs() == null ? made + 7 * DAY : episode.endsAtUs() - (episode.endsAtUs() - episode.startsAtUs()) / 4),
                "updatedAt", time(made), "createdBy", "bob", "comment", "Known, is being worked on");
    }

    private static String time(long us) {
        return Instant.ofEpochSecond(us / 1_000_000, us % 1_000_000 * 1000).toString();
    }

    static String hex(Map<String, String> labels) {
        return String.format("%016x", fingerprint(labels));
    }

    /** FNV-1a with 64 bits over the sorted labels, as Alertmanager has it. */
    private static long fingerprint(Map<String, String> labels) {
        long hash = 0xcbf29ce484222325L;
        for (Map.Entry<String, String> label : labels.entrySet()) {
            for (String part : List.of(label.getKey(), label.getValue())) {
                for (byte b : part.getBytes(StandardCharsets.UTF_8)) {
                    hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
                }
                hash = (hash ^ 0xff) * 0x100000001b3L;
            }
        }
        return hash;
    }
}
