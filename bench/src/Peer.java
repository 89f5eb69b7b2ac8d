import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The stand-in of bench/peers before a database of its own with the same sessions. */
final class Peer implements AutoCloseable {

    /** The scenarios that it has routes for. */
    private static final Set<String> KNOWN = Set.of("create", "append", "list", "list by status", "list by alert type",
            "list by agent type", "search common", "search miss", "detail of 10", "detail of 100", "detail of 1000");

    private static final String DATABASE = "peer";

    private final int port = Sandbox.freePort();
    private final Process process;

    Peer(Sandbox sandbox, Cluster cluster, String ours) throws IOException {
        boolean isNew = cluster.sql("postgres", "select 1 from pg_database where datname = '" + DATABASE + "'").isEmpty();
        if (isNew) {
            cluster.createDatabase(DATABASE);
        }
        Path folder = sandbox.folder("peer");
        Path peers = Path.of(System.getProperty("bench.peers"));
        ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "-c",
                (isNew ? "import fastapi_stand_in as s; s.SQLModel.metadata.create_all(s.engine)\n" : "")
                        + "import uvicorn; uvicorn.run('fastapi_stand_in:app', host='127.0.0.1', port=" + port
                        + ", workers=2, access_log=False, log_level='warning')")
                                .directory(peers.toFile()).redirectErrorStream(true)
                                .redirectOutput(folder.resolve("log").toFile());
        builder.environment().put("DATABASE_URL", cluster.url(DATABASE));
        builder.environment().put("PYTHONDONTWRITEBYTECODE", "1");
        process = builder.start();
        sandbox.opened(this);
        await();
        if (isNew) {
            copy(cluster, ours);
        }
    }

    /** @return requests a second at its peak; 0 when it has no such route */
    double rate(Scenario scenario, double seconds) {
        return KNOWN.contains(scenario.name()) ? HttpLoad.closed(port, scenario.connections(), scenario.requests(), seconds).rate() : 0;
    }

    /** Through a foreign table, for a database sees no other one's tables. */
    private static void copy(Cluster cluster, String ours) {
        cluster.sql(DATABASE, "create extension postgres_fdw",
                "create server ours foreign data wrapper postgres_fdw options (host '127.0.0.1', port '" + cluster.port()
                        + "', dbname '" + ours + "', fetch_size '5000')",
                "create user mapping for postgres server ours options (user 'postgres', password_required 'false')",
                "create schema ours", "import foreign schema public limit to (alert_sessions, llm_interactions) from server ours into ours",
                "insert into alert_sessions (session_id, agent_type, alert_type, status, author, chain_id, started_at_us,"
                        + " completed_at_us, alert_data, final_analysis) select session_id, agent_type, alert_type, status, author, chain_id, started_at_us,"
                        + " completed_at_us, alert_data::json, final_analysis from ours.alert_sessions",
                "insert into llm_interactions (interaction_id, session_id, timestamp_us, model_name, input_tokens, output_tokens,"
                        + " conversation) select interaction_id, session_id, timestamp_us, model_name, input_tokens, output_tokens,"
                        + " conversation::json from ours.llm_interactions",
                "drop server ours cascade");
        cluster.sql(DATABASE, "vacuum analyze");
    }

    private void await() {
        for (int i = 0; i < 200; i++) {
            try {
                new Socket("127.0.0.1", port).close();
                return;
            } catch (IOException e) {
                Pause.millis(100);
            }
        }
        throw new IllegalStateException("the stand-in does not start");
    }

    @Override
    public void close() {
        process.descendants().forEach(ProcessHandle::destroy);
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
