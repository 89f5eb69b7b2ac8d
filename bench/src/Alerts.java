import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Measures the history of alerts at millions of episodes against its goals. */
final class Alerts {

    private static final String USAGE = """
            usage: bench/alerts [--database postgresql] [--episodes 10000000] [--seconds 10] [--scenarios all] [--data FOLDER] [--wait 7200]
            Loads a year of episodes of 50,000 alerts, lets the service sum up the last 62 days, and measures reads in an open loop and writes in
            a closed one. Prints a table of goals, figures and plans. Exits with 1 when a request failed or repeats wrote anything.
            --database  postgresql, or sqlite: the same data, made by a PostgreSQL beside it and copied with sqlite3
            --scenarios names of some, separated by commas
            --data      directory that keeps the loaded PostgreSQL for the next run
            --wait      seconds to wait for the sums of days at most""";

    private static final String DATABASE = "alerts";
    private static final long DAY_US = 86_400_000_000L;
    private static final int WRITERS = 8;

    /** A window of 30 days and the one before. */
    private static final int SUMMED_DAYS = 62;

    /** Alerts that a request reports. */
    private static final int BATCH = 500;

    private static final Pattern SCAN = Pattern.compile("(?:using (\\w+) on \\w+|Bitmap Index Scan on (\\w+)|(Seq Scan on \\w+))");
    private static final Pattern BUFFERS = Pattern.compile("Buffers: shared(?: hit=(\\d+))?(?: read=(\\d+))?");

    /**
     * A kind of read.
     *
     * @param goal milliseconds that 99 of 100 requests should not exceed; 0 when there is no goal
     * @param rate requests a second; 0 for one after the other
     */
    private record Read(String name, double goal, double rate, Supplier<String> path) {
    }

    private final Options options;
    private final boolean sqlite;
    private final long episodes;
    private final Sandbox sandbox;
    private final Cluster cluster;
    private final Service service;
    private final Path file;
    private final AtomicInteger numbers = new AtomicInteger();
    private boolean well = true;

    private Alerts(Options options, Sandbox sandbox) throws IOException {
        this.options = options;
        this.sandbox = sandbox;
        sqlite = options.text("database").equals("sqlite");
        episodes = Long.parseLong(options.text("episodes"));
        Map<String, String> settings = Cluster.documentedSettings();
        settings.put("session_preload_libraries", "auto_explain");
        settings.put("auto_explain.log_analyze", "on");
        settings.put("auto_explain.log_buffers", "on");
        settings.put("auto_explain.log_timing", "off");
        cluster = options.text("data").isEmpty() ? new Cluster(sandbox, settings)
                : new Cluster(sandbox, Cluster.kept(Path.of(options.text("data"))), true, settings);
        file = sandbox.folder("sqlite").resolve("history.db");
        Map<String, String> environment = new HashMap<>(Map.of("DATABASE_URL", sqlite ? "sqlite:///" + file : cluster.url(DATABASE),
                "SHUTDOWN_DELAY_SECONDS", "0", "HISTORY_ALERT_RETENTION_DAYS", "36500",
                "JDK_JAVA_OPTIONS", System.getProperty("bench.options", ""), "MALLOC_ARENA_MAX", "2"));
        service = new Service(sandbox, "service", environment);
    }

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        Options options = new Options(arguments, Map.of("database", "postgresql", "episodes", "10000000", "seconds", "10", "scenarios",
                "all", "data", "", "wait", "7200"));
        boolean well;
        try (Sandbox sandbox = new Sandbox()) {
            Alerts alerts = new Alerts(options, sandbox);
            alerts.run();
            well = alerts.well;
            if (well) {
                sandbox.discard();
            }
        }
        System.exit(well ? 0 : 1);
    }

    private void run() {
        load();
        service.start();
        service.awaitReady(60);
        awaitSums();
        System.out.printf(Locale.ROOT, "%s, %,d episodes%n%n", sqlite ? "SQLite" : "PostgreSQL " + cluster.version(), episodes);
        System.out.println("| question | goal (p99) | p50 | p95 | p99 | requests/s | service CPU | PostgreSQL CPU | plan | buffers |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|---|--:|");
        for (Read read : reads()) {
            if (isWanted(read.name())) {
                measure(read);
            }
        }
        System.out.println();
        if (isWanted("repeats")) {
            repeats();
        }
        if (isWanted("new alerts")) {
            write("new alerts", this::firing);
        }
        if (isWanted("new episodes")) {
            write("new episodes", this::ended);
        }
    }

    private boolean isWanted(String name) {
        return options.text("scenarios").equals("all") || List.of(options.text("scenarios").split(",")).contains(name);
    }

    private void load() {
        if (cluster.sql("postgres", "select 1 from pg_database where datname = '" + DATABASE + "'").isEmpty()) {
            cluster.createDatabase(DATABASE);
        }
        AlertDataSet data = new AlertDataSet(cluster, DATABASE, episodes);
        cluster.sql(DATABASE, "create extension if not exists pg_stat_statements");
        if (!data.isLoaded()) {
            try (Service fresh = new Service(sandbox, "schema", Map.of("DATABASE_URL", cluster.url(DATABASE), "SHUTDOWN_DELAY_SECONDS", "0"))) {
                fresh.start();
                fresh.awaitReady(60);
            }
            data.load();
            cluster.sql(DATABASE, "delete from alert_rollup", "delete from alert_touched"); // as after migration 14
        }
        if (sqlite) {
            service.start();
            service.awaitReady(60);
            service.close();
            data.copyTo(file, sandbox.folder("copied"));
            Command.run("sqlite3", file.toString(), "delete from alert_rollup");
        }
    }

    /** The sums of days are made from the newest day back. Those that no read here needs are left out. */
    private void awaitSums() {
        long began = System.nanoTime();
        long from = Instant.now().minus(SUMMED_DAYS, ChronoUnit.DAYS).toEpochMilli() * 1000;
        String place = "select coalesce(max(coalesce(fill_from_us, 0)), 1 + " + from + ") from alert_rollup";
        String days = "select count(*) from alert_daily";
        long before = Long.parseLong(one(days));
        while (Long.parseLong(one(place)) > from) {
            if (System.nanoTime() - began > options.seconds("wait") * 1e9) {
                throw new IllegalStateException("the sums of days are not made");
            }
            Pause.seconds(2);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long made = Long.parseLong(one(days)) - before;
        String stop = "update alert_rollup set fill_from_us = null, fill_from_alert = null";
        while (!one("select count(*) from alert_rollup where fill_from_us is not null").equals("0")) {
            if (sqlite) {
                Command.run("sqlite3", "-cmd", ".timeout 20000", file.toString(), stop);
            } else {
                cluster.sql(DATABASE, stop);
            }
            Pause.seconds(1); // a batch that was under way goes on from its end
        }
        if (!sqlite) {
            cluster.sql(DATABASE, "vacuum analyze");
        }
        System.out.printf(Locale.ROOT, "sums of %,d days of alerts made in %.0f s%n", made, seconds);
    }

    private String one(String sql) {
        return sqlite ? Command.run("sqlite3", "-readonly", "-cmd", ".timeout 5000", file.toString(), sql).strip()
                : cluster.sql(DATABASE, sql).get(0);
    }

    private static List<Read> reads() {
        long now = Instant.now().truncatedTo(ChronoUnit.DAYS).toEpochMilli() * 1000;
        String month = "from=" + (now - 30 * DAY_US) + "&to=" + now;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return List.of(
                new Read("as-of", 20, 50, () -> "/api/v1/episodes?at=" + (now - random.nextLong(360 * DAY_US))),
                new Read("as-of with labels", 20, 50, () -> "/api/v1/episodes?label=team=t" + random.nextInt(AlertDataSet.TEAMS) + "&at="
                        + (now - random.nextLong(360 * DAY_US))),
                new Read("window of an hour", 20, 50, () -> {
                    long from = now - random.nextLong(360 * DAY_US);
                    return "/api/v1/episodes?from=" + from + "&to=" + (from + 3_600_000_000L);
                }),
                new Read("active now", 5, 50, () -> "/api/v1/episodes"),
                new Read("firing alerts", 0, 50, () -> "/api/v1/alerts?state=firing"),
                new Read("alerts by change", 0, 50, () -> "/api/v1/alerts"),
                new Read("timeline", 10, 50, () -> alert(random) + "/timeline"),
                new Read("episodes of an alert", 10, 50, () -> alert(random) + "/episodes"),
                new Read("alert with figures", 0, 50, () -> alert(random)),
                new Read("top rules of 30 days", 20, 5, () -> "/api/v1/alerts/statistics?group_by=alertname&" + month),
                new Read("severities of 30 days", 0, 2, () -> "/api/v1/alerts/statistics?group_by=severity&" + month),
                new Read("any label of 30 days", 1000, 0, () -> "/api/v1/alerts/statistics?group_by=label.team&" + month),
                new Read("heat map of 30 days", 0, 10, () -> "/api/v1/alerts/heatmap?by=hour_of_week&" + month),
                new Read("most episodes of a week", 0, 2, () -> "/api/v1/alerts?sort_by=episodes&from=" + (now - 7 * DAY_US)));
    }

    private static String alert(ThreadLocalRandom random) {
        return "/api/v1/alerts/" + AlertDataSet.fingerprint(1 + random.nextLong(AlertDataSet.ALERTS));
    }

    private void measure(Read read) {
        int connections = read.rate() < 10 ? 1 : 4;
        Supplier<byte[]> requests = () -> Scenario.get(read.path().get());
        HttpLoad.closed(service.port(), connections, requests, options.seconds("seconds") / 2);
        double app = Usage.cpu(service.pid());
        double database = Usage.cpuOfAll(cluster.pid());
        HttpLoad.Result result = read.rate() == 0 ? HttpLoad.closed(service.port(), connections, requests, options.seconds("seconds"))
                : HttpLoad.open(service.port(), connections, requests, read.rate(), options.seconds("seconds"));
        double appCpu = (Usage.cpu(service.pid()) - app) * 1e6 / result.answers();
        double databaseCpu = (Usage.cpuOfAll(cluster.pid()) - database) * 1e6 / result.answers();
        if (!result.firstError().isEmpty()) {
            well = false;
            System.err.println(read.name() + ": " + result.firstError());
        }
        Latencies times = result.latencies();
        System.out.printf(Locale.ROOT, "| %s | %s | %.1f ms | %.1f ms | %.1f ms | %.1f | %,.0f µs | %s | %s |%n", read.name(),
                read.goal() == 0 ? "–" : String.format(Locale.ROOT, "%,.0f ms", read.goal()), times.percentile(0.5),
                times.percentile(0.95), times.percentile(0.99), result.rate(), appCpu,
                sqlite ? "–" : String.format(Locale.ROOT, "%,.0f µs", databaseCpu), sqlite ? "– | –" : plan(read));
    }

    /** The indexes that the statements of a request read, and the buffers that they touch. */
    private String plan(Read read) {
        explain("0");
        int before = cluster.log().size();
        service.get(read.path().get());
        Pause.millis(300);
        List<String> lines = cluster.log();
        explain("-1");
        Set<String> scans = new LinkedHashSet<>();
        long buffers = 0;
        boolean top = false;
        for (String line : lines.subList(before, lines.size())) {
            top |= line.contains("Query Text:");
            Matcher scan = SCAN.matcher(line);
            if (scan.find()) {
                scans.add(scan.group(1) != null ? scan.group(1) : scan.group(2) != null ? scan.group(2) : scan.group(3));
            }
            Matcher touched = BUFFERS.matcher(line);
            if (top && touched.find()) {
                buffers += number(touched.group(1)) + number(touched.group(2));
                top = false; // those of the other nodes are in it
            }
        }
        return String.format(Locale.ROOT, "%s | %,d", String.join(", ", scans), buffers);
    }

    private static long number(String text) {
        return text == null ? 0 : Long.parseLong(text);
    }

    private void explain(String minimum) {
        cluster.sql("postgres", "alter system set auto_explain.log_min_duration = " + minimum, "select pg_reload_conf()");
        Pause.millis(300); // until the backends have seen it
    }

    /** What an Alertmanager or a Prometheus sends again and again. */
    private void repeats() {
        byte[] request = post(0, 0, 86_400 * 30L);
        HttpLoad.closed(service.port(), WRITERS, () -> request, 5);
        for (int i = 0; i < 60 && !one("select count(*) from alert_touched").equals("0"); i++) {
            Pause.seconds(1); // the first of them are news
        }
        long before = written();
        double app = Usage.cpu(service.pid());
        double database = sqlite ? 0 : Usage.cpuOfAll(cluster.pid());
        HttpLoad.Result result = HttpLoad.open(service.port(), 1, () -> request, 20, options.seconds("seconds"));
        double alerts = (double) result.answers() * BATCH;
        double cpu = (Usage.cpu(service.pid()) - app + (sqlite ? 0 : Usage.cpuOfAll(cluster.pid()) - database)) * 1e6 / alerts;
        long written = written() - before;
        System.out.printf(Locale.ROOT, "repeats: %,.0f alerts in requests of %d, goal 0 bytes of WAL and 30 µs of CPU each: %,d bytes, %.1f µs,"
                + " p99 of a request %.1f ms%n", alerts, BATCH, written, cpu, result.latencies().percentile(0.99));
        well &= result.errors() == 0;
    }

    /** Bytes that were written by those who write alerts; heartbeats of the replica are not theirs. */
    private long written() {
        return sqlite ? 0
                : Long.parseLong(cluster.sql(DATABASE, "select coalesce(sum(wal_bytes), 0)::bigint from pg_stat_statements"
                        + " where query ~ 'alert_(episodes|starts|texts|touched)|(into|update) alerts'").get(0));
    }

    private void write(String name, Supplier<byte[]> requests) {
        HttpLoad.closed(service.port(), WRITERS, requests, options.seconds("seconds") / 2);
        double app = Usage.cpu(service.pid());
        double database = sqlite ? 0 : Usage.cpuOfAll(cluster.pid());
        HttpLoad.Result result = HttpLoad.closed(service.port(), WRITERS, requests, options.seconds("seconds"));
        double alerts = (double) result.answers() * BATCH;
        System.out.printf(Locale.ROOT, "%s: %,.0f a second in requests of %d over %d connections, goal 5,000; service CPU %.0f µs,"
                + " PostgreSQL CPU %.0f µs each; p99 of a request %.0f ms%n", name, result.rate() * BATCH, BATCH, WRITERS,
                (Usage.cpu(service.pid()) - app) * 1e6 / alerts,
                sqlite ? 0 : (Usage.cpuOfAll(cluster.pid()) - database) * 1e6 / alerts, result.latencies().percentile(0.99));
        if (result.errors() > 0) {
            well = false;
            System.err.println(name + ": " + result.firstError());
        }
    }

    private byte[] firing() {
        return post(numbers.incrementAndGet() * BATCH, 0, 3600);
    }

    /** Another interval of alerts that are known. */
    private byte[] ended() {
        int number = numbers.incrementAndGet();
        return post(number % 40 * BATCH, -86_400L * 20 + number * 120L, -86_400L * 20 + number * 120L + 60);
    }

    /** @param start seconds from the beginning of this day */
    private static byte[] post(int first, long start, long end) {
        Instant day = Instant.now().truncatedTo(ChronoUnit.DAYS);
        List<String> alerts = new ArrayList<>();
        for (int i = first; i < first + BATCH; i++) {
            alerts.add(String.format(Locale.ROOT, "{\"labels\":{\"alertname\":\"Posted%d\",\"severity\":\"warning\",\"team\":\"t%d\",\"instance\":\"posted-%d\","
                    + "\"job\":\"node\",\"cluster\":\"eu-1\"},\"annotations\":{\"summary\":\"Posted\"},\"startsAt\":\"%s\",\"endsAt\":\"%s\","
                    + "\"generatorURL\":\"http://prometheus/graph\"}", i % 40, i % AlertDataSet.TEAMS, i, day.plusSeconds(start), day.plusSeconds(end)));
        }
        return Scenario.post("/api/v2/alerts", "[" + String.join(",", alerts) + "]");
    }
}
