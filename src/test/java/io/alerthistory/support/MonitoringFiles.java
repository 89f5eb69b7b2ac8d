package io.alerthistory.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** What is delivered for Prometheus and Grafana. */
public final class MonitoringFiles {

    public static final Path PROMETHEUS = Path.of("deploy/prometheus");
    public static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/alert-history.json");

    private static final Pattern LABEL_LISTS = Pattern
            .compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern STRINGS = Pattern.compile("\"(?:\\\\.|[^\"\\\\])*\"");
    private static final Pattern SELECTOR = Pattern.compile(
            "(?<![\\w:.$])([a-zA-Z_:][\\w:]*)(\\s*\\{(?:" + STRINGS.pattern() + "|[^\"}])*\\})?(?!\\s*\\()(?![\\w:])");
    private static final Set<String> WORDS = Set.of("and", "or", "unless", "offset", "bool");

    private MonitoringFiles() {
    }

    public static JsonNode read(Path file) {
        try {
            return new YAMLMapper().readTree(Files.readString(file)); // JSON is YAML
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<Path> files(String folder) {
        try (Stream<Path> files = Files.list(PROMETHEUS.resolve(folder))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> rules() {
        return files("rules").stream().flatMap(file -> children(read(file), "groups"))
                .flatMap(group -> children(group, "rules")).toList();
    }

    public static List<JsonNode> alerts() {
        return rules().stream().filter(rule -> rule.has("alert")).toList();
    }

    /** Every case of every test of the rules. */
    public static List<JsonNode> cases() {
        return files("tests").stream().flatMap(file -> children(read(file), "tests"))
                .flatMap(test -> children(test, "alert_rule_test")).toList();
    }

    public static List<JsonNode> panels() {
        return children(read(DASHBOARD), "panels").toList();
    }

    /** What the dashboard asks for, as it is asked for all instances and a window of a minute. */
    public static List<String> dashboardExpressions() {
        return panels().stream().flatMap(panel -> children(panel, "targets")).map(target -> target.path("expr").asText()
                .replace("$instance", ".*").replace("$__rate_interval", "1m")).toList();
    }

    public static List<String> ruleExpressions() {
        return rules().stream().map(rule -> rule.path("expr").asText()).toList();
    }

    /** The series that an expression of PromQL is about, each as a selector with its matchers. */
    public static Set<String> selectors(String expression) {
        Set<String> found = new TreeSet<>();
        Matcher matcher = SELECTOR.matcher(LABEL_LISTS.matcher(expression).replaceAll(" "));
        while (matcher.find()) {
            if (!WORDS.contains(matcher.group(1))) {
                found.add(matcher.group().trim());
            }
        }
        return found;
    }

    private static Stream<JsonNode> children(JsonNode node, String field) {
        List<JsonNode> children = new ArrayList<>();
        node.path(field).forEach(children::add);
        return children.stream();
    }
}
