import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A history as a busy year leaves it, put straight into the tables: sessions of 90 days in every state, a few alert types that
 * are most of them, unique pods, texts of a small vocabulary. The newest sessions have their stages and interactions, too; of the
 * others only the counters say so, for a list reads nothing else and ten million times forty payloads are no one's disk.
 */
final class DataSet {

    /** The session_id of the first session, all digits, so that pgbench can draw one; they grow with the start. */
    static final long FIRST = 100_000_001;

    /** Sessions in progress, to append to. */
    static final long OPEN = 900_000_001;
    static final int OPEN_SESSIONS = 200;

    /** Sessions of so many interactions. */
    static final List<Integer> DETAILS = List.of(10, 100, 1000);

    /** What a fifth of the sessions speak of, what one does, and what none does. */
    static final String COMMON = "outofmemory";
    static final String MISSING = "zebracrossing";

    private static final int WHOLE = 4000;
    private static final int STAGES = 5;
    private static final int INTERACTIONS = 40;

    private static final String TERMINAL = "('completed', 'failed', 'cancelled', 'timed_out')";

    private final Cluster cluster;
    private final String database;
    private final long sessions;

    DataSet(Cluster cluster, String database, long sessions) {
        this.cluster = cluster;
        this.database = database;
        this.sessions = sessions;
    }

    /** The session_id of a session, from 0, the oldest. */
    static String id(long number) {
        return String.valueOf(FIRST + number);
    }

    /** The session_id of the session with so many interactions. */
    static String detail(int interactions) {
        return String.valueOf(950_000_000L + interactions);
    }

    /** A word that one session has. */
    static String rare(long number) {
        return "pod-" + String.format(Locale.ROOT, "%08x", number * 2654435761L & 0xffffffffL);
    }

    boolean isLoaded() {
        return cluster.sql(database, "select 1 from pg_class where relname = 'bench_loaded'").size() == 1;
    }

    /** The tables must be there and empty. */
    void load() {
        long began = System.nanoTime();
        List<String> indexes = cluster.sql(database, "select pg_get_indexdef(indexrelid) from pg_index join pg_class c on c.oid = indexrelid"
                + " where indrelid = 'alert_sessions'::regclass and not indisprimary order by relname");
        List<String> statements = new ArrayList<>();
        statements.add("set session_replication_role = replica"); // the references are right, and are not looked up one by one
        statements.add("set synchronous_commit = off");
        statements.add("set maintenance_work_mem = '2GB'");
        statements.add("select setseed(0.42)");
        statements.add(words());
        cluster.sql(database, "select indexrelid::regclass from pg_index where indrelid = 'alert_sessions'::regclass and not indisprimary")
                .forEach(index -> statements.add("drop index " + index));
        statements.add(texts());
        statements.add(payloads());
        statements.add(sessions());
        statements.add(openSessions());
        statements.add(details());
        statements.addAll(indexes);
        statements.add(stages());
        statements.add(interactions("llm"));
        statements.add(interactions("mcp"));
        statements.add("drop table bench_words, bench_texts, bench_payloads");
        statements.add("create table bench_loaded as select " + sessions + " as sessions");
        cluster.sql(database, statements.toArray(String[]::new));
        cluster.sql(database, "vacuum analyze");
        cluster.sql(database, "checkpoint");
        System.err.printf(Locale.ROOT, "%,d sessions loaded in %.0f s, %s%n", sessions, (System.nanoTime() - began) / 1e9,
                cluster.sql(database, "select pg_size_pretty(pg_database_size(current_database()))").get(0));
    }

    private static String words() {
        return """
                create table bench_words as select n, substr(translate(md5(n::text), '0123456789', 'aeiourstln'), 1, 3 + n % 8) as word
                from generate_series(0, 1999) n""";
    }

    /** Sentences of 40 to 400 characters; every fifth speaks of the common word. */
    private static String texts() {
        return """
                create table bench_texts as
                select drawn.n, initcap(string_agg(word, ' ')) || case when drawn.n % 5 = 0 then ' OutOfMemory' else '' end as text
                from (select n, (random() * 1999)::int as w from generate_series(0, 4999) n,
                        lateral generate_series(1, 8 + n * 7919 % 60)) drawn join bench_words on bench_words.n = w
                group by drawn.n""";
    }

    /** Texts of 0.5 to 8 KB, most of them short. */
    private static String payloads() {
        return """
                create table bench_payloads as
                select p.n, (select string_agg(text, '. ') from (select text from bench_texts where bench_texts.n >= p.n * 23 % 4900
                        order by bench_texts.n limit 2 + (30 * power(p.n / 300.0, 3))::int) taken) as text
                from generate_series(0, 299) p(n)""";
    }

    private String sessions() {
        return insert("""
                select n, (%1$d + n)::text as id,
                    us0 + (n::numeric * 7776000000000 / %2$d)::bigint as started,
                    (array['KubePodCrashLooping','KubePodNotReady','HighLatency','DiskPressure','NodeNotReady','TargetDown'])
                        [1 + floor(6 * power(random(), 3))::int] || case when random() < 0.3 then '-' || floor(30 * random()) else '' end as type,
                    (array['kubernetes','database','network','generic'])[1 + floor(4 * power(random(), 2))::int] as agent,
                    case when n > %2$d - 40 then (array['pending','in_progress','in_progress','in_progress','paused','canceling'])[1 + n %% 6]
                        else (array['failed','failed','cancelled','timed_out','completed'])[least(5, 1 + floor(50 * random())::int)] end as status,
                    (array['alice','bob','carol','api-client'])[1 + floor(4 * power(random(), 2))::int] as author,
                    'pod-' || lpad(to_hex((n * 2654435761) & 4294967295), 8, '0') as pod,
                    (1000000 * (5 + 600 * power(random(), 4)))::bigint as took,
                    n * 31 %% 5000 as t1, n * 17 %% 5000 as t2
                from (select (extract(epoch from now()) * 1000000)::bigint - 7776000000000 as us0) moment,
                    generate_series(0, %2$d - 1) n""".formatted(FIRST, sessions), STAGES, String.valueOf(INTERACTIONS / 2));
    }

    private static String openSessions() {
        return insert("""
                select n, (%d + n)::text as id, (extract(epoch from now()) * 1000000)::bigint - 7776000000000 - n as started,
                    'Open' as type, 'bench' as agent, 'in_progress' as status, 'alice' as author, 'open-' || n as pod, 0::bigint as took,
                    1 as t1, 2 as t2
                from generate_series(0, %d) n""".formatted(OPEN, OPEN_SESSIONS - 1), 0, "0");
    }

    private static String details() {
        return insert("""
                select n, (950000000 + n)::text as id, (extract(epoch from now()) * 1000000)::bigint - 7776000000000 - 10000 - n as started,
                    'Detail' as type, 'bench' as agent, 'completed' as status, 'alice' as author, 'detail-' || n as pod,
                    60000000::bigint as took, 1 as t1, 2 as t2
                from unnest(array%s) n""".formatted(DETAILS), STAGES, "n / 2");
    }

    /**
     * @param drawn rows of id, started, type, agent, status, author, pod, took, t1, t2
     * @param calls how many interactions of each kind a row has
     */
    private static String insert(String drawn, int stages, String calls) {
        return """
                insert into alert_sessions (session_id, agent_type, alert_type, status, author, started_at_us, completed_at_us, alert_data,
                    final_analysis, final_analysis_summary, error_message, chain_id, llm_interaction_count, mcp_communication_count,
                    session_input_tokens, session_output_tokens, session_total_tokens, total_stages, completed_stages, last_seq,
                    last_interaction_at, supervised, content_digest, search_document)
                select id, agent, type, status, author, started, case when status in %1$s then started + took end,
                    cast(jsonb_build_object('pod', pod, 'namespace', 'shop-' || rows.n %% 20, 'severity', 'critical', 'message', a.text) as text),
                    case when status = 'completed' then b.text end, case when status = 'completed' then left(b.text, 80) end,
                    case when status = 'failed' then 'The model did not answer in time' end, 'kubernetes-chain', calls, calls,
                    calls * 900::bigint, calls * 120::bigint, calls * 1020::bigint, %2$d, %2$d, calls * 2, started + took, false,
                    md5(id) || md5(pod),
                    lower(concat_ws(chr(31), id, agent, type, author, case when status = 'failed' then 'The model did not answer in time' end,
                        case when status = 'completed' then b.text || chr(31) || left(b.text, 80) end, pod, 'shop-' || rows.n %% 20, 'critical', a.text))
                        || chr(31)
                from (select *, %3$s as calls from (%4$s) drawn) rows join bench_texts a on a.n = t1 join bench_texts b on b.n = t2"""
                .formatted(TERMINAL, stages, calls, drawn);
    }

    /** The sessions whose belongings are there. */
    private String whole() {
        return "(select session_id, started_at_us, llm_interaction_count as calls from alert_sessions where session_id between '"
                + id(Math.max(0, sessions - WHOLE)) + "' and '" + id(sessions - 1) + "' or agent_type = 'bench' and total_stages > 0) whole";
    }

    private String stages() {
        return """
                insert into stage_executions (execution_id, session_id, stage_id, stage_index, stage_name, agent, status, started_at_us,
                    completed_at_us, stage_output, content_digest)
                select session_id || '-' || s, session_id, 'stage-' || s, s, 'Stage ' || s, 'KubernetesAgent', 'completed',
                    started_at_us + s * 1000000, started_at_us + s * 1000000 + 900000, '{"result":"ok"}', repeat('0', 64)
                from %s, generate_series(0, %d) s""".formatted(whole(), STAGES - 1);
    }

    private String interactions(String kind) {
        boolean llm = kind.equals("llm");
        String columns = "session_id, stage_execution_id, seq, timestamp_us, duration_ms, success, ";
        String values = "session_id || '-" + kind + "-' || i, session_id, session_id || '-' || (i * " + STAGES + " / calls), i * 2 + "
                + (llm ? 1 : 2) + ", started_at_us + i * 20000, 800 + i, true, ";
        String rows = " from " + whole() + " cross join lateral generate_series(0, calls - 1) i join bench_payloads p"
                + " on p.n = (i * 13 + session_id::bigint % 300) % 300";
        return llm ? "insert into llm_interactions (interaction_id, " + columns + "model_name, provider, interaction_type, input_tokens,"
                + " output_tokens, total_tokens, conversation) select " + values + "'model-4', 'acme', 'investigation', 900, 120, 1020,"
                + " cast(jsonb_build_object('messages', jsonb_build_array(jsonb_build_object('role', 'user', 'content', text))) as text)" + rows
                : "insert into mcp_interactions (communication_id, " + columns + "server_name, communication_type, tool_name,"
                        + " tool_arguments, tool_result) select " + values + "'kubernetes-server', 'tool_call', 'pods_log',"
                        + " '{\"namespace\":\"shop\"}', cast(jsonb_build_object('output', text) as text)" + rows;
    }
}
