import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The statements of a request, run by PostgreSQL's own benchmark, prepared and over as many connections. */
final class PgBench {

    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    private static final Pattern LATENCY = Pattern.compile("latency average = ([0-9.]+) ms");

    /** Longer values do not fit into the arguments; then all stand in the script, and the server parses it each time. */
    private static final int LONGEST_ARGUMENT = 5_000;

    private final Cluster cluster;
    private final String database;
    private final Path script;
    private final Map<String, String> arguments = new LinkedHashMap<>();
    private final boolean prepared;

    /**
     * @param statements as the service runs them
     * @param drawn what is another one each time: the value in the statements' parameters, and the range from which it is drawn
     * @param replaced parts of statements that are to be others
     */
    PgBench(Sandbox sandbox, Cluster cluster, String database, String name, List<Statements.Captured> statements,
            Map<String, String> drawn, Map<String, String> replaced) {
        this.cluster = cluster;
        this.database = database;
        script = sandbox.folder("pgbench-" + name).resolve("script.sql");
        StringBuilder text = new StringBuilder();
        Map<String, String> variables = new HashMap<>();
        drawn.forEach((value, range) -> {
            String variable = "drawn" + variables.size();
            variables.put(value, ":" + variable);
            text.append("\\set ").append(variable).append(" random(").append(range).append(")\n");
        });
        prepared = statements.stream().flatMap(statement -> statement.parameters().stream())
                .allMatch(value -> value == null || value.length() < LONGEST_ARGUMENT);
        List<String> bodies = new ArrayList<>();
        for (Statements.Captured statement : statements) {
            bodies.add(PARAMETER.matcher(replace(statement.sql(), replaced)).replaceAll(found -> Matcher.quoteReplacement(
                    value(statement.parameters().get(Integer.parseInt(found.group(1)) - 1), variables))));
        }
        bodies.forEach(body -> text.append(body).append(";\n"));
        try {
            Files.writeString(script, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String replace(String sql, Map<String, String> replaced) {
        String result = sql;
        for (Map.Entry<String, String> one : replaced.entrySet()) {
            result = result.replace(one.getKey(), one.getValue());
        }
        return result;
    }

    private String value(String value, Map<String, String> variables) {
        if (value == null) {
            return "null";
        }
        if (variables.containsKey(value)) {
            return variables.get(value);
        }
        if (value.startsWith("{") && value.endsWith("}") && variables.containsKey(value.substring(1, value.length() - 1))) {
            return "array[" + variables.get(value.substring(1, value.length() - 1)) + "]";
        }
        if (!prepared) {
            return "'" + value.replace("'", "''") + "'";
        }
        String name = "p" + arguments.size();
        arguments.put(name, value);
        return ":" + name;
    }

    /** @return transactions a second */
    double run(int clients, double seconds) {
        List<String> command = new ArrayList<>(List.of(cluster.program("pgbench"), "-n", "-h", "127.0.0.1", "-p",
                String.valueOf(cluster.port()), "-U", Cluster.ROLE, "-M", prepared ? "prepared" : "simple", "-c",
                String.valueOf(clients), "-j", "1", "-T", String.valueOf(Math.max(1, Math.round(seconds))), "-f", script.toString()));
        arguments.forEach((name, value) -> command.addAll(List.of("-D", name + "=" + value)));
        command.add(database);
        String output = Command.run(command);
        Matcher rate = RATE.matcher(output);
        if (!rate.find() || !LATENCY.matcher(output).find() || output.contains("aborted")) {
            throw new IllegalStateException("pgbench: " + output);
        }
        return Double.parseDouble(rate.group(1));
    }
}
