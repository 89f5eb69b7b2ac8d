package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.support.MonitoringFiles;
import io.alerthistory.support.Programs;

/** Prometheus's own tool judges configuration and rules; every alert is tried, and explained. */
class PrometheusRulesTest {

    private static final Path OPERATIONS = Path.of("docs/operations.md");
    private static final String RUNBOOK = "docs/operations.md#";

    static Stream<JsonNode> alerts() {
        return MonitoringFiles.alerts().stream();
    }

    static Stream<Path> tests() {
        return MonitoringFiles.files("tests").stream();
    }

    private static String promtool(String... arguments) throws IOException, InterruptedException {
        assumeTrue(Programs.isInstalled("promtool"), "promtool is not installed");
        List<String> command = new ArrayList<>(List.of("promtool"));
        command.addAll(List.of(arguments));
        return Programs.run(MonitoringFiles.PROMETHEUS, command);
    }

    @Test
    void configurationAndRulesAreValid() throws Exception {
        assertThat(promtool("check", "config", "prometheus.yml")).contains("3 rule files found", "is valid");
    }

    @ParameterizedTest
    @MethodSource("tests")
    void alertsFireAndKeepQuietAsTheyShould(Path test) throws Exception {
        assertThat(promtool("test", "rules", "tests/" + test.getFileName())).contains("SUCCESS");
    }

    @Test
    void everyAlertHasACaseThatFiresAndOneThatKeepsQuiet() {
        assertThat(names(MonitoringFiles.cases().stream().filter(tried -> !tried.path("exp_alerts").isEmpty()), "alertname"))
                .isEqualTo(names(alerts(), "alert"));
        assertThat(names(MonitoringFiles.cases().stream().filter(tried -> tried.path("exp_alerts").isEmpty()), "alertname"))
                .isEqualTo(names(alerts(), "alert"));
    }

    @ParameterizedTest
    @MethodSource("alerts")
    void tellsHowBadItIsAndWhatToDo(JsonNode alert) {
        assertThat(alert.path("labels").path("severity").asText()).isIn("critical", "warning");
        JsonNode annotations = alert.path("annotations");
        assertThat(annotations.path("summary").asText()).isNotBlank();
        assertThat(annotations.path("description").asText()).contains("{{");
        assertThat(annotations.path("runbook").asText())
                .isEqualTo(RUNBOOK + alert.path("alert").asText().toLowerCase(Locale.ROOT));
    }

    /** A heading of the third level is the section of an alert, and has the anchor that the alert names. */
    @Test
    void everyAlertHasItsSection() throws IOException {
        assertThat(sections()).doesNotHaveDuplicates().containsExactlyElementsOf(
                alerts().map(alert -> alert.path("alert").asText()).toList());
    }

    private static List<String> sections() throws IOException {
        List<String> lines = Files.readAllLines(OPERATIONS);
        int begin = lines.indexOf("## Alerts");
        assertThat(begin).isPositive();
        return lines.subList(begin + 1, lines.size()).stream().takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("### ")).map(line -> line.substring(4)).toList();
    }

    private static Set<String> names(Stream<JsonNode> nodes, String field) {
        return nodes.map(node -> node.path(field).asText()).collect(Collectors.toSet());
    }

    /** What the selectors are taken from, in the forms that the rules have. */
    @Test
    void findsTheSeriesOfAnExpression() {
        assertThat(MonitoringFiles.selectors("""
                sum by (job, le) (rate(a_total{job="x",uri!~"/a{b}|c"}[5m] offset 1d)) / on (job) group_left (le) (b:c:d > 0)
                and histogram_quantile(0.95, e) unless 2 * time()""")).containsExactlyInAnyOrder(
                "a_total{job=\"x\",uri!~\"/a{b}|c\"}", "b:c:d", "e");
    }
}
