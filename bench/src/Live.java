import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Measures what live events cost, how soon they arrive, and whether any is missed. */
final class Live {

    private static final String USAGE = """
            usage: bench/live [--viewers 1000] [--writes 500] [--seconds 20] [--idle 5000] [--deaf 100] [--rounds 50]
                              [--cost 3]
            Requires a built jar and PostgreSQL. Starts two replicas on one database.
            --viewers   WebSockets, and as many event streams; each watches one of a hundred sessions
            --writes    appends a second, to both replicas
            --idle      WebSockets that are opened to see what memory one takes; 0 for none
            --deaf      WebSockets that subscribe to all sessions and never read, while frames are measured
            --rounds    faults while they watch, in turn: the connections for LISTEN ended, a replica killed and started, PostgreSQL restarted
            --cost      times that appends and creates are measured with and without events, in turn; 0 for none
            Exits with 1 when a viewer missed an event, got it out of order, or a stream got one twice.""";

    private static final String DATABASE = "live";
    private static final int SESSIONS = 100;
    private static final int WRITERS = 16;
    private static final String WITHOUT = "?options=-c%20alert_history.events%3Doff";

    private final Options options;
    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5)).build();
    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(2, task -> {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        return thread;
    });
    private final AtomicLong writes = new AtomicLong();
    private volatile boolean writing;

    private Live(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        System.exit(new Live(new Options(arguments, Map.of("viewers", "1000", "writes", "500", "seconds", "20", "idle", "5000",
                "deaf", "100", "rounds", "50", "cost", "3"))).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            Cluster cluster = new Cluster(sandbox, Map.of("shared_buffers", "256MB", "max_connections", "200"));
            cluster.createDatabase(DATABASE);
            Service first = replica(sandbox, "first", cluster.url(DATABASE));
            System.out.println("PostgreSQL " + cluster.version());
            cost(sandbox, cluster, first);
            memory(first);
            Service second = replica(sandbox, "second", cluster.url(DATABASE));
            boolean well = watch(cluster, List.of(first, second));
            if (well) {
                sandbox.discard();
            }
            return well;
        }
    }

    private static Service replica(Sandbox sandbox, String name, String url) {
        Service service = new Service(sandbox, name, Map.of("DATABASE_URL", url, "POD_ID", name, "SHUTDOWN_DELAY_SECONDS", "0",
                "MAX_CONNECTIONS", "20000"));
        service.start();
        service.awaitReady(60);
        return service;
    }

    // What events cost the writer

    private void cost(Sandbox sandbox, Cluster cluster, Service with) throws InterruptedException {
        if (options.number("cost") == 0) {
            return;
        }
        try (Service without = replica(sandbox, "without", cluster.url(DATABASE) + WITHOUT)) {
            for (boolean isCreate : List.of(true, false)) {
                List<Double> ratios = new ArrayList<>();
                List<Double> cpu = new ArrayList<>();
                for (Service warm : List.of(with, without)) {
                    rate(cluster, warm, isCreate);
                }
                for (int i = 0; i < options.number("cost"); i++) {
                    double[] off = rate(cluster, without, isCreate);
                    double[] on = rate(cluster, with, isCreate);
                    ratios.add(on[0] / off[0]);
                    cpu.add(on[1] / off[1]);
                }
                System.out.printf(Locale.ROOT, "%s with events ÷ without: rate %s, CPU of service and PostgreSQL %s%n",
                        isCreate ? "creates" : "appends", shown(ratios), shown(cpu));
            }
        }
    }

    private static String shown(List<Double> values) {
        return values.stream().map("%.2f"::formatted).toList().toString();
    }

    /** @return requests a second, and seconds of CPU of each */
    private double[] rate(Cluster cluster, Service service, boolean isCreate) throws InterruptedException {
        String prefix = "cost-" + System.nanoTime();
        for (int i = 0; i < WRITERS; i++) {
            create(service, prefix + i);
        }
        double cpu = Usage.cpu(service.pid()) + Usage.cpuOfAll(cluster.pid());
        long began = System.nanoTime();
        AtomicLong done = new AtomicLong();
        writing = true;
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            String session = prefix + i;
            threads.add(thread(() -> {
                while (writing) {
                    boolean isDone = isCreate ? create(service, session + "-" + System.nanoTime())
                            : append(service, session, "cost-" + System.nanoTime() + "-" + session);
                    done.addAndGet(isDone ? 1 : 0);
                }
            }));
        }
        Pause.seconds(5);
        writing = false;
        for (Thread thread : threads) {
            thread.join();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        return new double[] { done.get() / seconds,
                (Usage.cpu(service.pid()) + Usage.cpuOfAll(cluster.pid()) - cpu) / done.get() };
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private boolean create(Service service, String id) {
        return post(service, "/api/v1/history/sessions", "{\"session_id\":\"" + id + "\",\"alert_type\":\"Live\","
                + "\"agent_type\":\"kubernetes\",\"chain_id\":\"chain\",\"status\":\"in_progress\",\"alert_data\":{\"pod\":\"web-1\"}}");
    }

    private boolean append(Service service, String session, String id) {
        return post(service, "/api/v1/history/sessions/" + session + "/llm-interactions", "{\"interaction_id\":\"" + id
                + "\",\"model_name\":\"m\",\"interaction_type\":\"investigation\",\"success\":true,\"duration_ms\":5,\"timestamp_us\":"
                + System.currentTimeMillis() * 1000 + ",\"conversation\":{\"messages\":[{\"role\":\"user\",\"content\":\"why?\"}]}}");
    }

    private boolean post(Service service, String path, String body) {
        try {
            HttpResponse<String> response = http.send(HttpRequest.newBuilder(service.at(path)).timeout(Duration.ofSeconds(30))
                    .header("Content-Type", "application/json").POST(HttpRequest.BodyPublishers.ofString(body)).build(),
                    HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() / 100 != 2 && response.statusCode() != 503) {
                throw new IllegalStateException(path + ": " + response.statusCode() + " " + response.body());
            }
            return response.statusCode() / 100 == 2;
        } catch (java.io.IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    // What an idle connection takes

    private void memory(Service service) throws InterruptedException {
        int count = options.number("idle");
        if (count == 0) {
            return;
        }
        List<WebSocket> open = new ArrayList<>();
        open(service, open, count / 10); // what is made once
        Pause.seconds(3);
        double before = Usage.rss(service.pid());
        open(service, open, count);
        Pause.seconds(3);
        System.out.printf(Locale.ROOT, "%,d idle WebSockets: %.1f KiB each of RSS%n", count,
                (Usage.rss(service.pid()) - before) * 1024 / count);
        open.forEach(WebSocket::abort);
        Pause.seconds(1);
    }

    private void open(Service service, List<WebSocket> open, int count) {
        for (int i = 0; i < count; i++) {
            open.add(http.newWebSocketBuilder().buildAsync(URI.create("ws://127.0.0.1:" + service.port() + "/api/v1/ws"),
                    new WebSocket.Listener() {
                    }).join());
        }
    }

    // What viewers see

    private boolean watch(Cluster cluster, List<Service> replicas) throws InterruptedException {
        for (int i = 0; i < SESSIONS; i++) {
            if (!create(replicas.get(0), session(i))) {
                throw new IllegalStateException("a session was not created");
            }
        }
        Pause.seconds(2);
        List<Thread> writers = new ArrayList<>();
        writing = true;
        for (int i = 0; i < WRITERS; i++) {
            writers.add(thread(() -> write(replicas)));
        }
        Pause.seconds(5); // a cold service proves less
        double alone = cpu(replicas, options.seconds("seconds"));

        Latencies sockets = new Latencies();
        Latencies streams = new Latencies();
        List<Viewer> viewers = new ArrayList<>();
        for (int i = 0; i < options.number("viewers"); i++) {
            viewers.add(new SocketViewer(http, timer, session(i % SESSIONS), replicas, i, sockets));
            viewers.add(new StreamViewer(http, timer, session(i % SESSIONS), replicas, i, streams));
        }
        viewers.forEach(Viewer::open);
        Pause.seconds(5);
        List<WebSocket> deaf = deaf(replicas);
        long from = newest(cluster);
        Pause.seconds(1);
        int socketsBefore = sockets.count();
        int streamsBefore = streams.count();
        long writesBefore = writes.get();
        double watched = cpu(replicas, options.seconds("seconds"));
        int frames = sockets.count() - socketsBefore + streams.count() - streamsBefore;
        System.out.printf(Locale.ROOT,
                "%,d WebSockets and %,d streams, %.0f appends a second, %,.0f frames a second, %.1f µs of CPU a frame%n",
                options.number("viewers"), options.number("viewers"), (writes.get() - writesBefore) / options.seconds("seconds"),
                frames / options.seconds("seconds"), (watched - alone) / frames * 1e6);
        System.out.println("| from sending a write to its frame | frames | p50 | p95 | p99 | maximum |");
        System.out.println("|---|---|---|---|---|---|");
        line("WebSocket", sockets);
        line("event stream", streams);
        if (!deaf.isEmpty()) {
            System.out.printf(Locale.ROOT, "%d of them never read: %,.0f frames were dropped for them; RSS %s%n", deaf.size(),
                    replicas.stream().mapToDouble(replica -> replica.metric("alert_history_live_frames_dropped_total")).sum(),
                    replicas.stream().map(replica -> "%.0f MiB".formatted(Usage.rss(replica.pid()))).toList());
            deaf.forEach(WebSocket::abort);
        }
        faults(cluster, replicas);
        writing = false;
        for (Thread writer : writers) {
            writer.join();
        }
        Pause.seconds(10);
        boolean well = check(cluster, viewers, from);
        viewers.forEach(Viewer::stop);
        return well;
    }

    /** They connect, subscribe to everything that is written, and take nothing. */
    private List<WebSocket> deaf(List<Service> replicas) {
        List<WebSocket> deaf = new ArrayList<>();
        for (int i = 0; i < options.number("deaf"); i++) {
            WebSocket socket = http.newWebSocketBuilder().buildAsync(
                    URI.create("ws://127.0.0.1:" + replicas.get(i % replicas.size()).port() + "/api/v1/ws"), new WebSocket.Listener() {

                        @Override
                        public void onOpen(WebSocket open) {
                            // asks for nothing
                        }
                    }).join();
            for (int session = 0; session < SESSIONS; session++) {
                socket.sendText("{\"action\":\"subscribe\",\"channel\":\"session:" + session(session) + "\"}", true).join();
            }
            deaf.add(socket);
        }
        return deaf;
    }

    private static void line(String name, Latencies times) {
        System.out.printf(Locale.ROOT, "| %s | %,d | %.0f ms | %.0f ms | %.0f ms | %.0f ms |%n", name, times.count(),
                times.percentile(0.5), times.percentile(0.95), times.percentile(0.99), times.longest());
    }

    private static String session(int number) {
        return "live-" + number;
    }

    private void write(List<Service> replicas) {
        long pause = 1000L * WRITERS / options.number("writes");
        while (writing) {
            long began = System.nanoTime();
            int session = ThreadLocalRandom.current().nextInt(SESSIONS);
            if (append(replicas.get(session % replicas.size()), session(session),
                    "live-" + writes.get() + "-" + Thread.currentThread().getId() + "-" + System.nanoTime())) {
                writes.incrementAndGet();
            }
            Pause.millis((int) Math.max(1, pause - (System.nanoTime() - began) / 1_000_000));
        }
    }

    private static double cpu(List<Service> replicas, double seconds) throws InterruptedException {
        double before = replicas.stream().mapToDouble(replica -> Usage.cpu(replica.pid())).sum();
        Pause.seconds(seconds);
        return replicas.stream().mapToDouble(replica -> Usage.cpu(replica.pid())).sum() - before;
    }

    private static long newest(Cluster cluster) {
        return Long.parseLong(cluster.sql(DATABASE, "select coalesce(max(id), 0) from events").get(0));
    }

    private void faults(Cluster cluster, List<Service> replicas) throws InterruptedException {
        for (int i = 0; i < options.number("rounds"); i++) {
            switch (i % 3) {
                case 0 -> {
                    for (int n = 0; n < 3; n++) {
                        cluster.sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%'");
                        Pause.seconds(2);
                    }
                }
                case 1 -> {
                    Service killed = replicas.get(i / 3 % replicas.size());
                    killed.kill();
                    Pause.seconds(1);
                    killed.start();
                    killed.awaitReady(60);
                }
                default -> cluster.restart();
            }
            Pause.seconds(3);
        }
    }

    /** Every viewer has every event, in order; a stream has it once. */
    private boolean check(Cluster cluster, List<Viewer> viewers, long from) {
        Map<String, List<Long>> stored = new HashMap<>();
        for (String row : cluster.sql(DATABASE, "select session_id, id from events where id > " + from
                + " and type not like '%cancel_requested' order by id")) {
            String[] columns = row.split("\\|");
            stored.computeIfAbsent(columns[0], session -> new ArrayList<>()).add(Long.parseLong(columns[1]));
        }
        int missed = 0;
        int disordered = 0;
        int doubled = 0;
        long omissions = 0;
        for (Viewer viewer : viewers) {
            List<Long> seen = viewer.ids().stream().filter(id -> id > from).toList();
            Set<Long> distinct = new HashSet<>(seen);
            List<Long> expected = stored.getOrDefault(viewer.session, List.of());
            missed += expected.stream().anyMatch(id -> !distinct.contains(id) && id > viewer.omittedUpTo()) ? 1 : 0;
            boolean isStream = viewer instanceof StreamViewer;
            doubled += isStream && distinct.size() < seen.size() ? 1 : 0;
            disordered += isStream && !seen.stream().sorted().toList().equals(seen) ? 1 : 0;
            omissions += viewer.omissions();
        }
        System.out.printf(Locale.ROOT,
                "%d rounds of faults, %,d events of %d sessions: %d viewers missed one, %d streams got one twice, %d out of order;"
                        + " %d times events were replaced by the order to read again%n",
                options.number("rounds"), stored.values().stream().mapToInt(List::size).sum(), stored.size(), missed, doubled,
                disordered, omissions);
        return missed + doubled + disordered == 0;
    }
}
