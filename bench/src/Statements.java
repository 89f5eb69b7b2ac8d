import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The very statements that the service runs, with their parameters, as the server's log tells them. */
final class Statements {

    /**
     * A statement.
     *
     * @param sql with $1, $2, …
     * @param parameters the values as text, null where it is NULL
     */
    record Captured(String sql, List<String> parameters) {
    }

    private static final Pattern EXECUTED = Pattern.compile("LOG:  (?:execute [^:]+|statement): (.*)");
    private static final Pattern PARAMETERS = Pattern.compile("DETAIL:  parameters: (.*)");

    private final Cluster cluster;

    Statements(Cluster cluster) {
        this.cluster = cluster;
    }

    /** @param work whose statements are wanted; what this program and the service's own checks ask is left out */
    List<Captured> of(Runnable work) {
        set("all");
        int before = cluster.log().size();
        work.run();
        List<String> lines = cluster.log();
        set("none");
        List<Captured> statements = new ArrayList<>();
        for (int i = before; i < lines.size(); i++) {
            Matcher executed = EXECUTED.matcher(lines.get(i));
            if (executed.find() && lines.get(i).contains("/alert-history ") && !executed.group(1).contains("flyway_schema_history")) {
                StringBuilder sql = new StringBuilder(executed.group(1));
                int next = i + 1;
                for (; next < lines.size() && lines.get(next).startsWith("\t"); next++) { // the server's mark of a further line
                    sql.append(' ').append(lines.get(next).strip());
                }
                Matcher parameters = PARAMETERS.matcher(next < lines.size() ? lines.get(next) : "");
                statements.add(new Captured(sql.toString(), parameters.find() ? values(parameters.group(1)) : List.of()));
            }
        }
        return statements;
    }

    private void set(String statements) {
        cluster.sql("postgres", "alter system set log_statement = '" + statements + "'", "select pg_reload_conf()");
        Pause.millis(300); // until the backends have seen it
    }

    /** Of {@code $1 = 'it''s', $2 = NULL, …}. */
    static List<String> values(String parameters) {
        List<String> values = new ArrayList<>();
        int at = 0;
        while (at < parameters.length()) {
            at = parameters.indexOf(" = ", at) + 3;
            if (parameters.startsWith("NULL", at)) {
                values.add(null);
                at += 4;
            } else {
                StringBuilder value = new StringBuilder();
                for (at++; at < parameters.length(); at++) {
                    if (parameters.charAt(at) == '\'') {
                        if (at + 1 == parameters.length() || parameters.charAt(at + 1) != '\'') {
                            break;
                        }
                        at++;
                    }
                    value.append(parameters.charAt(at));
                }
                values.add(value.toString());
                at++;
            }
        }
        return values;
    }
}
