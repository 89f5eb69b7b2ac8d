import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Measures the service beside pgbench with the very statements it runs. */
final class Bench {

    private static final String USAGE = """
            usage: bench/measure [--sessions 100000] [--scenarios all|create,list,...] [--rounds 3] [--seconds 5] [--warm 10]
                                 [--connections 32] [--peer yes|no] [--data FOLDER] [--profile FOLDER] [--out FILE]
            Starts a PostgreSQL with the documented tuning, loads the sessions into it, starts the service as its container does, warms it
            up and runs each scenario in rounds: pgbench with the statements of the request, the service in a closed loop (its peak rate),
            the service in an open loop at half of that (its latency), and the stand-in of bench/peers.
            --data      directory that keeps the loaded database for the next run; ten million sessions take half an hour to load, most
                        of it for the trigram index
            --profile   directory for a flight recorder recording of each scenario's peak
            --out       file to which the table is appended""";

    private static final String DATABASE = "bench";

    private static final int STARTS = 5;

    private static final Pattern NEXT = Pattern.compile("\"next_cursor\":\"([^\"]+)\"");

    private final Options options;
    private final int sessions;
    private final int connections;
    private final Sandbox sandbox;
    private final Cluster cluster;
    private final Statements statements;
    private final Service service;
    private final List<Measurement> measured = new ArrayList<>();
    private Peer peer;

    private Bench(Options options, Sandbox sandbox) throws IOException {
        this.options = options;
        this.sandbox = sandbox;
        sessions = options.number("sessions");
        connections = options.number("connections");
        Map<String, String> settings = Cluster.documentedSettings();
        settings.put("max_connections", "200");
        cluster = options.text("data").isEmpty() ? new Cluster(sandbox, settings)
                : new Cluster(sandbox, Cluster.kept(Path.of(options.text("data"))), true, settings);
        statements = new Statements(cluster);
        service = new Service(sandbox, "service", environment());
    }

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        Options options = new Options(arguments, Map.of("sessions", "100000", "scenarios", "all", "rounds", "3", "seconds", "5", "warm", "10",
                "connections", "32", "peer", "yes", "data", "", "profile", "", "out", ""));
        try (Sandbox sandbox = new Sandbox()) {
            new Bench(options, sandbox).run();
            sandbox.discard();
        }
    }

    private Map<String, String> environment() {
        return Map.of("DATABASE_URL", cluster.url(DATABASE), "SHUTDOWN_DELAY_SECONDS", "0",
                // Nothing is deleted and nobody is given up: kept data are the same for the next run.
                "HISTORY_RETENTION_DAYS", "36500", "ORPHANED_SESSION_TIMEOUT_MINUTES", "100000",
                "POSTGRES_POOL_SIZE", System.getProperty("bench.pool", "20"),
                "JDK_JAVA_OPTIONS", System.getProperty("bench.options", ""), "MALLOC_ARENA_MAX", "2");
    }



    private void run() throws Exception {
        if (cluster.sql("postgres", "select 1 from pg_database where datname = '" + DATABASE + "'").isEmpty()) {
            cluster.createDatabase(DATABASE);
        }
        DataSet data = new DataSet(cluster, DATABASE, sessions);
        if (!data.isLoaded()) {
            service.start();
            service.awaitReady(60);
            service.close();
            data.load();
        }
        cluster.sql(DATABASE, "create extension if not exists pg_stat_statements");
        if (options.text("peer").equals("yes")) {
            peer = new Peer(sandbox, cluster, DATABASE);
        }
        service.start();
        service.awaitReady(60);
        System.out.println(Measurement.head());
        for (Scenario scenario : scenarios()) {
            if (options.text("scenarios").equals("all") || List.of(options.text("scenarios").split(",")).contains(scenario.name())) {
                Measurement measurement = measure(scenario);
                measured.add(measurement);
                System.out.println(measurement.line());
            }
        }
        String start = options.text("scenarios").matches("all|.*start.*") ? startUp() : "";
        System.out.println(start);
        if (!options.text("out").isEmpty()) {
            keep(Path.of(options.text("out")), start);
        }
    }

    private void keep(Path file, String start) throws IOException {
        StringBuilder table = new StringBuilder();
        if (!Files.exists(file)) {
            table.append("# Results\n\n").append(machine()).append("\n\n[docs/performance.md](../docs/performance.md) says how they are made"
                    + " and what they mean.\n");
        }
        table.append(String.format(Locale.ROOT, "%n## %,d sessions, %s%n%n%d rounds of %s s, %d connections unless the scenario says otherwise.%n%n%s%n",
                sessions, cluster.sql(DATABASE, "select pg_size_pretty(pg_database_size(current_database()))").get(0),
                options.number("rounds"), options.text("seconds"), connections, Measurement.head()));
        measured.forEach(measurement -> table.append(measurement.line()).append('\n'));
        if (!start.isEmpty()) {
            table.append('\n').append(start).append('\n');
        }
        Files.writeString(file, table, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private String machine() {
        String model = Command.run("sh", "-c", "sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1").strip();
        String version = Command.run(Path.of(System.getProperty("bench.java", System.getProperty("java.home")), "bin", "java").toString(),
                "--version").lines().findFirst().orElse("");
        return String.format(Locale.ROOT, "%s. %d cores of %s, shared by load, service and PostgreSQL %s; %s %s", LocalDate.now(),
                Runtime.getRuntime().availableProcessors(), model.isEmpty() ? System.getProperty("os.arch") : model, cluster.version(), version,
                System.getProperty("bench.options", "").replaceAll("=\\S*/", "="));
    }

    private List<Scenario> scenarios() {
        String list = Scenario.SESSIONS;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        List<Scenario> all = new ArrayList<>(List.of(
                Scenario.create(connections), Scenario.append(connections), Scenario.heartbeat(connections), Scenario.webhook(connections),
                Scenario.upload(2, 5000),
                Scenario.reading("list", connections, list),
                Scenario.reading("list by status", connections, list + "?status=failed"),
                Scenario.reading("list by statuses", connections, list + "?status=in_progress&status=pending"),
                Scenario.reading("list by alert type", connections, list + "?alert_type=KubePodCrashLooping"),
                Scenario.reading("list by agent type", connections, list + "?agent_type=generic"),
                Scenario.reading("list of a week", connections, list + "?start_date_us=" + (System.currentTimeMillis() - 21L * 86_400_000)
                        * 1000 + "&end_date_us=" + (System.currentTimeMillis() - 14L * 86_400_000) * 1000),
                Scenario.reading("list by duration", connections, list + "?sort_by=duration_ms&count=none"),
                Scenario.reading("list without count", connections, list + "?count=none"),
                Scenario.reading("list with exact count", 4, list + "?count=exact"),
                Scenario.reading("cursor", connections, list + "?count=none&cursor=" + cursor()),
                Scenario.reading("search common", connections, list + "?search=" + DataSet.COMMON),
                Scenario.reading("search rare", connections, list + "?search=" + DataSet.rare(sessions / 2),
                        () -> list + "?search=" + DataSet.rare(random.nextLong(sessions))),
                Scenario.reading("search miss", connections, list + "?search=" + DataSet.MISSING)));
        for (int interactions : DataSet.DETAILS) {
            all.add(Scenario.reading("detail of " + interactions, interactions == 1000 ? 4 : connections,
                    list + "/" + DataSet.detail(interactions)));
        }
        String newest = DataSet.id(sessions - 500);
        all.add(Scenario.reading("detail of 40", connections, list + "/" + newest,
                () -> list + "/" + DataSet.id(sessions - 500 - random.nextLong(3000))));
        all.add(Scenario.reading("summary", connections, list + "/" + newest + "/summary"));
        all.add(Scenario.reading("active", connections, "/api/v1/history/active-sessions"));
        all.add(Scenario.mixed(1000, sessions));
        all.add(Scenario.claim(20));
        return all;
    }

    /** Of a page some thousand rows deep; a cursor is as deep wherever it stands. */
    private String cursor() {
        String cursor = "";
        for (int page = 0; page < 200; page++) {
            String body = service.get(Scenario.SESSIONS + "?count=none" + (cursor.isEmpty() ? "" : "&cursor=" + cursor))
                    .map(HttpResponse::body).orElse("");
            Matcher next = NEXT.matcher(body);
            if (!next.find()) {
                throw new IllegalStateException("the list has no next page: " + body);
            }
            cursor = next.group(1);
        }
        return cursor;
    }

    private Measurement measure(Scenario scenario) {
        if (!scenario.before().isEmpty()) {
            cluster.sql(DATABASE, scenario.before().toArray(String[]::new));
        }
        HttpLoad.Result warm = HttpLoad.closed(service.port(), scenario.connections(), scenario.requests(), options.seconds("warm"));
        if (warm.answers() == 0) {
            throw new IllegalStateException(scenario.name() + ": " + warm.firstError());
        }
        PgBench pgbench = scenario.sample() == null ? null : pgbench(scenario);
        List<Measurement> rounds = new ArrayList<>();
        for (int round = 0; round < options.number("rounds"); round++) {
            rounds.add(round(scenario, pgbench, round == 0 && !options.text("profile").isEmpty()));
        }
        if (!scenario.after().isEmpty()) {
            cluster.sql(DATABASE, scenario.after().toArray(String[]::new));
        }
        return Measurement.of(rounds);
    }

    private Measurement round(Scenario scenario, PgBench pgbench, boolean profiled) {
        double seconds = options.seconds("seconds");
        double scripts = pgbench == null ? 0 : pgbench.run(scenario.connections(), seconds);
        cluster.sql(DATABASE, "select pg_stat_statements_reset()");
        double app = Usage.cpu(service.pid());
        double database = Usage.cpuOfAll(cluster.pid());
        if (profiled) {
            record(scenario, "start");
        }
        HttpLoad.Result peak = HttpLoad.closed(service.port(), scenario.connections(), scenario.requests(), seconds);
        if (profiled) {
            record(scenario, "stop");
        }
        double appCpu = (Usage.cpu(service.pid()) - app) * 1e6 / peak.answers();
        double databaseCpu = (Usage.cpuOfAll(cluster.pid()) - database) * 1e6 / peak.answers();
        double buffers = Double.parseDouble(cluster.sql(DATABASE, "select sum(shared_blks_hit + shared_blks_read) from pg_stat_statements s"
                + " join pg_roles r on r.oid = s.userid where rolname = '" + Cluster.ROLE + "'").get(0)) / peak.answers();
        double rss = Usage.rss(service.pid());
        HttpLoad.Result half = HttpLoad.open(service.port(), scenario.connections(), scenario.requests(),
                Math.max(1, peak.rate() / 2), seconds);
        if (!(peak.firstError() + half.firstError()).isEmpty()) {
            System.err.println(scenario.name() + ": " + peak.firstError() + half.firstError());
        }
        double rows = (double) scenario.rows() / Math.min(scenario.rows(), Scenario.BATCH);
        return new Measurement(scenario.name(), peak.rate(), scripts, scripts == 0 ? 0 : peak.rate() * rows / scripts,
                peer == null ? 0 : peer.rate(scenario, seconds), half.latencies().percentile(0.5), half.latencies().percentile(0.95),
                half.latencies().percentile(0.99), appCpu, databaseCpu, buffers, rss, peak.errors() + half.errors());
    }

    /** From the start of the process to the first answer of readiness, which has asked the database, and the memory it has then. */
    private String startUp() {
        service.close(); // it would take part of the machine
        List<Double> starts = new ArrayList<>();
        List<Double> idle = new ArrayList<>();
        for (int i = 0; i < STARTS; i++) {
            try (Service fresh = new Service(sandbox, "start-" + i, environment())) {
                long began = System.nanoTime();
                fresh.start();
                fresh.awaitReady(60);
                starts.add((System.nanoTime() - began) / 1e9);
                Pause.seconds(5);
                idle.add(Usage.rss(fresh.pid()));
            }
        }
        return String.format(Locale.ROOT, "Start to the first answer: %.2f s (median of %d), then %.0f MiB", Measurement.median(starts), STARTS,
                Measurement.median(idle));
    }

    private PgBench pgbench(Scenario scenario) {
        List<Statements.Captured> captured = statements.of(() -> HttpLoad.closed(service.port(), 1, once(scenario.sample()), 0.2))
                .stream().filter(statement -> statement.sql().startsWith(scenario.compared())).toList();
        if (captured.isEmpty()) {
            throw new IllegalStateException(scenario.name() + ": no statement was seen");
        }
        return new PgBench(sandbox, cluster, DATABASE, scenario.name().replace(' ', '-'), captured, scenario.drawn(),
                scenario.replaced());
    }

    /** The sample, and then what is answered without the database. */
    private static Supplier<byte[]> once(byte[] sample) {
        Iterator<byte[]> all = Stream.concat(Stream.of(sample), Stream.generate(() -> Scenario.get("/q/health/live"))).iterator();
        return all::next;
    }

    private void record(Scenario scenario, String command) {
        Path file = Path.of(options.text("profile"), scenario.name().replace(' ', '-') + ".jfr").toAbsolutePath();
        List<String> jcmd = new ArrayList<>(List.of(Path.of(System.getProperty("bench.java"), "bin", "jcmd").toString(),
                String.valueOf(service.pid()), "JFR." + command, "name=bench"));
        jcmd.addAll(command.equals("start")
                ? List.of("settings=profile", "jdk.CPUTimeSample#enabled=true", "jdk.CPUTimeSample#throttle=2ms")
                : List.of("filename=" + file));
        Command.run(jcmd);
    }
}
