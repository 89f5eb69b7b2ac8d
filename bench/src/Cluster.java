import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A PostgreSQL of one's own on a free port of the loopback interface, and what can be done to it. */
final class Cluster implements AutoCloseable {

    /** Owns the databases of the service. */
    static final String ROLE = "history";

    /** Settings of the documented file that belong to its container. */
    private static final Pattern SETTING = Pattern.compile("([a-z_.]+) = '?([^']*)'?");
    private static final List<String> OF_THE_CONTAINER = List.of("ssl", "listen_addresses", "password_encryption", "log_min_duration",
            "hba_file", "max_connections");

    private final Path binaries = binaries();
    private final Path data;
    private final Path log;
    private final int port = Sandbox.freePort();
    private final boolean kept;

    Cluster(Sandbox sandbox, Map<String, String> settings) {
        this(sandbox, sandbox.folder("postgresql"), false, settings);
    }

    /**
     * @param folder the account's own; what is there of an earlier run is used again
     * @param kept whether there will be a later one
     */
    Cluster(Sandbox sandbox, Path folder, boolean kept, Map<String, String> settings) {
        this.kept = kept;
        data = folder.resolve("data");
        log = folder.resolve("log");
        boolean isNew = !Files.exists(data);
        if (isNew) {
            Command.run(Command.unprivileged(program("initdb"), "-D", data.toString(), "-U", "postgres", "-A", "trust", "-E", "UTF8",
                    "--locale=C.UTF-8"));
        }
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.put("port", String.valueOf(port));
        all.put("listen_addresses", "127.0.0.1");
        all.put("unix_socket_directories", "");
        sandbox.opened(this);
        List<String> start = control("start", "-w", "-l", log.toString(), "-o");
        StringBuilder options = new StringBuilder();
        all.forEach((name, value) -> options.append("-c ").append(name).append("='").append(value).append("' "));
        start.add(options.toString());
        Command.run(start);
        if (isNew) {
            sql("postgres", "create role " + ROLE + " login password '" + ROLE + "'");
        }
    }

    /** The tuning that is documented. */
    static Map<String, String> documentedSettings() throws IOException {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String line : Files.readAllLines(Path.of(System.getProperty("bench.postgresql")))) {
            Matcher setting = SETTING.matcher(line);
            if (setting.matches() && OF_THE_CONTAINER.stream().noneMatch(setting.group(1)::startsWith)) {
                settings.put(setting.group(1), setting.group(2));
            }
        }
        return settings;
    }

    /** A folder that a later run finds again. */
    static Path kept(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            Files.createDirectories(folder);
            if (Command.isRoot()) {
                Command.run("chown", Command.ACCOUNT, folder.toString());
            }
        }
        return folder.toAbsolutePath();
    }

    int port() {
        return port;
    }

    String version() {
        return sql("postgres", "show server_version").get(0);
    }

    void createDatabase(String name) {
        sql("postgres", "create database " + name + " owner " + ROLE);
    }

    String url(String database) {
        return "postgresql://" + ROLE + ":" + ROLE + "@127.0.0.1:" + port + "/" + database;
    }

    /** @return the rows, columns separated by | */
    List<String> sql(String database, String... statements) {
        List<String> command = new ArrayList<>(List.of(program("psql"), "-XAtq", "-v", "ON_ERROR_STOP=1", "-h", "127.0.0.1",
                "-p", String.valueOf(port), "-U", "postgres", "-d", database,
                // Rows that are loaded are no news.
                "-c", "set alert_history.events = 'off'"));
        for (String statement : statements) {
            command.addAll(List.of("-c", statement));
        }
        String output = Command.run(command);
        return output.isEmpty() ? List.of() : List.of(output.split("\n"));
    }

    /** As after a crash: nothing is finished, nothing is written out. */
    void restart() {
        Command.run(control("restart", "-w", "-m", "immediate", "-l", log.toString()));
    }

    void terminateClients() {
        sql("postgres", "select pg_terminate_backend(pid) from pg_stat_activity"
                + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
    }

    /** No process of it runs on; the kernel still takes connections for it. */
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    List<String> log() {
        try {
            return Files.readAllLines(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            thaw();
            Command.run(control("stop", "-m", kept ? "fast" : "immediate"));
        }
    }

    private void signal(String signal) {
        ProcessHandle postmaster = ProcessHandle.of(pid()).orElseThrow();
        List<String> command = new ArrayList<>(List.of("kill", signal, String.valueOf(postmaster.pid())));
        Command.run(command); // first, so that no other process comes
        postmaster.descendants().map(ProcessHandle::pid).forEach(pid -> ignoreGone(signal, pid));
    }

    private static void ignoreGone(String signal, long pid) {
        try {
            Command.run("kill", signal, String.valueOf(pid));
        } catch (IllegalStateException e) {
            if (ProcessHandle.of(pid).isPresent()) {
                throw e;
            }
        }
    }

    /** The process whose children are all others of it. */
    long pid() {
        return Long.parseLong(pidFile().get(0));
    }

    /** A program that comes with the server. */
    String program(String name) {
        return binaries.resolve(name).toString();
    }

    private List<String> pidFile() {
        try {
            return Files.readAllLines(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> control(String... arguments) {
        List<String> command = Command.unprivileged(program("pg_ctl"), "-D", data.toString());
        command.addAll(Arrays.asList(arguments));
        return command;
    }

    /** Debian keeps the server's programs of each version apart and out of the PATH. */
    private static Path binaries() {
        String chosen = System.getenv("PG_BIN");
        if (chosen != null) {
            return Path.of(chosen);
        }
        Path installed = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(installed)) {
            throw new IllegalStateException("no PostgreSQL server is installed in " + installed + "; set PG_BIN to its programs");
        }
        try (Stream<Path> versions = Files.list(installed)) {
            return versions.max(Comparator.comparingInt(version -> Integer.parseInt(version.getFileName().toString())))
                    .orElseThrow().resolve("bin");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
