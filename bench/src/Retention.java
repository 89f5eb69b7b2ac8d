import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Measures what writers feel while the service deletes many old sessions. */
final class Retention {

    private static final String USAGE = """
            usage: bench/retention [--sessions 100000] [--writers 8] [--readers 2] [--pause 20] [--before 30]
            Loads sessions that ended 200 days ago, each with 3 stages and 8 interactions, directly into PostgreSQL. They become due for
            deletion while the writers run. Prints the request times before, during and after the deletion. Exits with 1 when a request
            failed, a lock wait reached 100 ms, or sessions remain.
            --pause     milliseconds between two requests of a writer
            --before    seconds to measure before the deletion""";

    private static final String DATABASE = "retention";
    private static final int DAYS = 200;

    /** Seconds from the start of the load until the sessions are due, for each thousand of them, and besides. */
    private static final double LOAD_OF_THOUSAND = 1;
    private static final double WARM_UP = 40;

    /** More than it takes to delete a thousand sessions on a slow machine, seconds. */
    private static final double DELETION_OF_THOUSAND = 6;

    /** What waits longer for a lock is in the server's log. */
    private static final int LOCK_WAIT_MS = 100;

    private final Options options;
    private final int sessions;

    private Retention(Options options) {
        this.options = options;
        sessions = options.number("sessions");
    }

    public static void main(String[] arguments) throws Exception {
        if (Arrays.asList(arguments).contains("--help")) {
            System.out.println(USAGE);
            return;
        }
        System.exit(new Retention(new Options(arguments, Map.of("sessions", "100000", "writers", "8", "readers", "2", "pause", "20",
                "before", "30"))).run() ? 0 : 1);
    }

    private boolean run() throws Exception {
        try (Sandbox sandbox = new Sandbox()) {
            Cluster cluster = new Cluster(sandbox, Map.of("log_lock_waits", "on", "deadlock_timeout", LOCK_WAIT_MS + "ms",
                    "shared_buffers", "256MB", "max_wal_size", "4GB"));
            cluster.createDatabase(DATABASE);
            // 18 seconds between two runs: soon after the sessions are due one finds them.
            Service service = new Service(sandbox, "service", Map.of("DATABASE_URL", cluster.url(DATABASE),
                    "HISTORY_RETENTION_DAYS", String.valueOf(DAYS), "HISTORY_CLEANUP_INTERVAL_HOURS", "0.005",
                    "SHUTDOWN_DELAY_SECONDS", "0"));
            service.start();
            service.awaitReady(60); // it has made the tables
            double lead = sessions / 1000 * LOAD_OF_THOUSAND + WARM_UP + options.seconds("before");
            long due = System.nanoTime() + Math.round(lead * 1e9);
            fill(cluster, lead);
            boolean well = measure(service, cluster, due);
            if (well) {
                sandbox.discard();
            }
            return well;
        }
    }

    private boolean measure(Service service, Cluster cluster, long due) throws InterruptedException {
        Load load = new Load(service, options.number("writers"), options.number("readers"), options.number("pause"));
        load.begin("b");
        Pause.seconds(Math.max(10, secondsUntil(due) - options.seconds("before"))); // a cold service proves less
        if (secondsUntil(due) < options.seconds("before") / 2) {
            throw new IllegalStateException("loading took too long; the sessions are due already");
        }
        Tally before = load.count();
        Pause.seconds(secondsUntil(due));
        int waitsBefore = lockWaits(cluster);
        while (deleted(service) == 0) {
            Pause.millis(200);
        }
        Tally during = load.count();
        long began = System.nanoTime();
        boolean all = awaitEnd(service);
        double took = (System.nanoTime() - began) / 1e9;
        Tally after = load.count();
        Pause.seconds(options.seconds("before"));
        load.end();
        int waits = lockWaits(cluster) - waitsBefore;
        System.out.println("| writers and readers | requests | p50 | p95 | p99 | maximum |");
        System.out.println("|---|---|---|---|---|---|");
        line("before", before);
        line("during", during);
        line("after", after);
        System.out.printf(Locale.ROOT, "%nPostgreSQL %s: %,d sessions with %,d rows were deleted in %.0f s; %d waits for a lock took"
                + " %d ms or more, %d requests failed%n", cluster.version(), sessions, sessions * 12L, took, waits, LOCK_WAIT_MS,
                failures(before, during, after));
        String left = cluster.sql(DATABASE, "select count(*) from alert_sessions where session_id like 'old-%'").get(0);
        System.out.println(left + " of them remain");
        return all && left.equals("0") && waits == 0 && failures(before, during, after) == 0;
    }

    private static void line(String name, Tally tally) {
        Latencies times = tally.latencies;
        System.out.printf(Locale.ROOT, "| %s | %,d | %.1f ms | %.1f ms | %.1f ms | %.0f ms |%n", name, times.count(),
                times.percentile(0.5), times.percentile(0.95), times.percentile(0.99), times.longest());
    }

    private static long failures(Tally... tallies) {
        return Arrays.stream(tallies).mapToLong(tally -> tally.requests.sum() - tally.successes.sum()).sum();
    }

    private static double secondsUntil(long moment) {
        return (moment - System.nanoTime()) / 1e9;
    }

    private static int lockWaits(Cluster cluster) {
        return (int) cluster.log().stream().filter(line -> line.contains("still waiting for")).count();
    }

    private boolean awaitEnd(Service service) {
        long end = System.nanoTime() + Math.round((60 + sessions / 1000 * DELETION_OF_THOUSAND) * 1e9);
        while (deleted(service) < sessions && System.nanoTime() < end) {
            Pause.millis(200);
        }
        return deleted(service) >= sessions;
    }

    /** By the service's own count, which costs the database nothing. */
    private static double deleted(Service service) {
        return service.metric("alert_history_retention_deleted_total");
    }

    /** @param lead seconds from now until they are due */
    private void fill(Cluster cluster, double lead) {
        long began = System.nanoTime();
        String ended = "(extract(epoch from clock_timestamp() - interval '" + DAYS + " days') * 1000000)::bigint + "
                + Math.round(lead * 1e6);
        List<String> statements = List.of(
                "create table moment as select " + ended + " as us",
                """
                        insert into alert_sessions (session_id, alert_id, agent_type, alert_type, status, started_at_us, completed_at_us,
                            alert_data, final_analysis, chain_id, llm_interaction_count, mcp_communication_count, total_stages,
                            completed_stages, last_seq, content_digest, search_document)
                        select 'old-' || n, 'old-' || n, 'kubernetes', 'KubePodCrashLooping', 'completed', us - 90000000 - n %% 1000, us - n %% 1000,
                            '{"pod":"web-1","namespace":"shop"}', 'Out of memory.', 'default', 4, 4, 3, 3, 8, repeat('0', 64),
                            'kubepodcrashlooping kubernetes web-1 shop out of memory. old-' || n
                        from moment, generate_series(1, %d) n""".formatted(sessions),
                """
                        insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status,
                            started_at_us, completed_at_us, stage_output, content_digest)
                        select 'old-' || n || '-' || s, 'old-' || n, 'look', s, 'Look', 'KubernetesAgent', 'completed', us - 90000000,
                            us - 1000, '{"result":"ok"}', repeat('0', 64)
                        from moment, generate_series(1, %d) n, generate_series(0, 2) s""".formatted(sessions),
                """
                        insert into llm_interactions (interaction_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms,
                            success, model_name, interaction_type, input_tokens, output_tokens, total_tokens, conversation)
                        select 'old-' || n || '-l' || i, 'old-' || n, 'old-' || n || '-' || i %% 3, i, us - 80000000 + i, 900, true, 'demo',
                            'investigation', 7, 1, 8,
                            cast(jsonb_build_object('messages', jsonb_build_array(jsonb_build_object('role', 'user', 'content', repeat('text ', 200))) as text))
                        from moment, generate_series(1, %d) n, generate_series(1, 4) i""".formatted(sessions),
                """
                        insert into mcp_interactions (communication_id, session_id, stage_execution_id, seq, timestamp_us, duration_ms,
                            success, server_name, communication_type, tool_name, tool_result)
                        select 'old-' || n || '-m' || i, 'old-' || n, 'old-' || n || '-' || i %% 3, 4 + i, us - 70000000 + i, 40, true,
                            'kubernetes-server', 'tool_call', 'pods_log', cast(jsonb_build_object('output', repeat('line ', 100)) as text)
                        from moment, generate_series(1, %d) n, generate_series(1, 4) i""".formatted(sessions),
                "drop table moment", "vacuum analyze");
        cluster.sql(DATABASE, statements.toArray(String[]::new));
        System.out.printf(Locale.ROOT, "%,d sessions loaded in %.0f s%n", sessions, (System.nanoTime() - began) / 1e9);
    }
}
