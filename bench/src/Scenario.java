import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * One kind of request.
 *
 * @param connections over which it is sent
 * @param requests each whole
 * @param sample the request whose statements pgbench runs; null when there is nothing to compare with
 * @param drawn of the sample's values those that are others each time, with the range from which pgbench draws
 * @param replaced what is to be another in the statements for pgbench
 * @param rows that a request writes; 1 for all but uploads
 * @param compared how the statements begin that pgbench runs of those of the sample; empty for all of them
 * @param before SQL that prepares the data
 * @param after SQL that puts away what others should not see
 */
record Scenario(String name, int connections, Supplier<byte[]> requests, byte[] sample, Map<String, String> drawn,
        Map<String, String> replaced, int rows, String compared, List<String> before, List<String> after) {

    static final String JSON = "application/json";
    static final String SESSIONS = "/api/v1/history/sessions";

    /** Rows that the service writes with one statement, and so many pgbench is given. */
    static final int BATCH = 500;

    private static final String RANGE = "1, 1000000000000000";
    private static final String MARK = "bench-mark-";
    private static final String TEXT = "The container was killed for its memory and its limit is below its working set. ".repeat(14);
    private static final AtomicLong NUMBERS = new AtomicLong(System.nanoTime());

    private Scenario(String name, int connections, Supplier<byte[]> requests, byte[] sample, Map<String, String> drawn) {
        this(name, connections, requests, sample, drawn, Map.of(), 1, "", List.of(), List.of());
    }

    static Scenario reading(String name, int connections, String path) {
        byte[] request = get(path);
        return new Scenario(name, connections, () -> request, request, Map.of());
    }

    static Scenario reading(String name, int connections, String samplePath, Supplier<String> paths) {
        return new Scenario(name, connections, () -> get(paths.get()), get(samplePath), Map.of());
    }

    static Scenario create(int connections) {
        String mark = mark();
        return new Scenario("create", connections, () -> post(SESSIONS, session(unique())), post(SESSIONS, session(mark)),
                Map.of(mark, RANGE));
    }

    static Scenario append(int connections) {
        String mark = mark();
        String open = String.valueOf(DataSet.OPEN);
        return new Scenario("append", connections, () -> append(openSession(), unique()), append(open, mark),
                Map.of(mark, RANGE, open, DataSet.OPEN + ", " + (DataSet.OPEN + DataSet.OPEN_SESSIONS - 1)));
    }

    static Scenario heartbeat(int connections) {
        String open = String.valueOf(DataSet.OPEN);
        return new Scenario("heartbeat", connections, () -> heartbeat(openSession()), heartbeat(open),
                Map.of(open, DataSet.OPEN + ", " + (DataSet.OPEN + DataSet.OPEN_SESSIONS - 1)));
    }

    static Scenario claim(int connections) {
        byte[] request = post("/api/v1/history/claims", "{\"pod_id\":\"bench\"}");
        return new Scenario("claim", connections, () -> request, request, Map.of(), Map.of(), 1, "",
                List.of("insert into alert_sessions (session_id, agent_type, status, started_at_us, alert_data, chain_id,"
                        + " content_digest, search_document) select 'c' || gen_random_uuid(), 'bench', 'pending', n, '{}', 'c', 'd', 'bench'"
                        + " from generate_series(1, 100000) n", "analyze alert_sessions"),
                List.of("delete from alert_sessions where session_id like 'c%'")); // they would be active sessions for everybody
    }

    /** What it inserts has an id that the service makes: pgbench could insert it once. */
    static Scenario webhook(int connections) {
        return new Scenario("alertmanager", connections, () -> post("/api/v1/webhooks/alertmanager", notification(unique())), null, Map.of());
    }

    /** Each line an interaction; of a batch's statements the one that carries the rows is compared. */
    static Scenario upload(int connections, int lines) {
        return new Scenario("bulk", connections, () -> upload(lines), upload(BATCH), Map.of("(row)", "1, 1000000000"),
                Map.of("select u.communication_id", "select :drawn0::text || u.communication_id", "u.seq", ":drawn0::bigint * 1000 + u.seq"),
                lines, "insert into mcp_interactions", List.of(), List.of());
    }

    /** Nine reads for each write, as dashboards and agents ask. */
    static Scenario mixed(int connections, long sessions) {
        return new Scenario("mixed", connections, () -> {
            ThreadLocalRandom random = ThreadLocalRandom.current();
            int drawn = random.nextInt(100);
            if (drawn < 3) {
                return post(SESSIONS, session(unique()));
            }
            if (drawn < 10) {
                return append(openSession(), unique());
            }
            if (drawn < 50) {
                return get(SESSIONS + "?page_size=20" + switch (random.nextInt(4)) {
                    case 0 -> "&status=completed";
                    case 1 -> "&alert_type=KubePodCrashLooping";
                    case 2 -> "&agent_type=database";
                    default -> "";
                });
            }
            String id = DataSet.id(sessions - 1 - random.nextLong(Math.min(sessions, 3000)));
            return get(drawn < 70 ? SESSIONS + "/" + id : drawn < 90 ? SESSIONS + "/" + id + "/summary"
                    : "/api/v1/history/active-sessions");
        }, null, Map.of());
    }

    static byte[] get(String path) {
        return HttpLoad.request("GET", path, "", "");
    }

    static byte[] post(String path, String body) {
        return HttpLoad.request("POST", path, JSON, body);
    }

    private static byte[] append(String session, String id) {
        return post(SESSIONS + "/" + session + "/llm-interactions", """
                {"interaction_id":"%s","model_name":"model-4","provider":"acme","input_tokens":900,"output_tokens":120,"duration_ms":900,\
                "conversation":{"messages":[{"role":"user","content":"%s"}]}}""".formatted(id, TEXT));
    }

    private static byte[] heartbeat(String session) {
        return post(SESSIONS + "/" + session + "/heartbeat", "{\"pod_id\":\"bench\"}");
    }

    private static byte[] upload(int lines) {
        StringBuilder body = new StringBuilder();
        String session = openSession();
        for (int i = 0; i < lines; i++) {
            body.append("""
                    {"type":"mcp","session_id":"%s","communication_id":"%s","server_name":"kubernetes-server",\
                    "communication_type":"tool_call","tool_name":"pods_log","tool_arguments":{"namespace":"shop"},\
                    "tool_result":{"output":"%s"}}""".formatted(session, unique(), TEXT)).append('\n');
        }
        return HttpLoad.request("POST", "/api/v1/history/bulk", "application/x-ndjson", body.toString());
    }

    private static String session(String id) {
        return """
                {"session_id":"%s","agent_type":"kubernetes","alert_type":"KubePodCrashLooping","chain_id":"kubernetes-chain",\
                "author":"alice","alert_data":{"pod":"web-1","namespace":"shop","severity":"critical","cluster":"eu-1",\
                "labels":{"alertname":"KubePodCrashLooping","container":"web","job":"kube-state-metrics"},\
                "message":"Pod shop/web-1 (web) is in waiting state: the container was killed for its memory and starts again."}}"""
                .formatted(id);
    }

    private static String notification(String fingerprint) {
        return """
                {"version":"4","groupKey":"{}:{alertname=\\"TargetDown\\"}","truncatedAlerts":0,"status":"firing","receiver":"history",\
                "groupLabels":{"alertname":"TargetDown"},"commonLabels":{"alertname":"TargetDown"},"commonAnnotations":{},\
                "externalURL":"http://alertmanager","alerts":[{"status":"firing","labels":{"alertname":"TargetDown","job":"web",\
                "severity":"warning"},"annotations":{"summary":"A tenth of the targets is down"},\
                "startsAt":"2026-09-01T10:00:00Z","endsAt":"0001-01-01T00:00:00Z","generatorURL":"http://prometheus/graph",\
                "fingerprint":"%s"}]}""".formatted(fingerprint);
    }

    private static String openSession() {
        return String.valueOf(DataSet.OPEN + ThreadLocalRandom.current().nextInt(DataSet.OPEN_SESSIONS));
    }

    private static String unique() {
        return String.format(Locale.ROOT, "b%x", NUMBERS.incrementAndGet());
    }

    private static String mark() {
        return MARK + NUMBERS.incrementAndGet();
    }
}
