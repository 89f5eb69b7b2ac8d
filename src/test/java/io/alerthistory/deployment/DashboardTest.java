package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.support.MonitoringFiles;

/** The dashboard is one that Grafana 10.4 and later take as it is: it needs no plugin, and no data source by a fixed name. */
class DashboardTest {

    private static final int COLUMNS = 24;
    private static final Path PROVISIONING = Path.of("deploy/grafana/provisioning");
    private static final Set<String> BUILT_IN = Set.of("row", "stat", "timeseries", "heatmap", "state-timeline");
    private static final Pattern ONLY_OF_A_JVM = Pattern
            .compile("\\bjvm_(gc|buffer|classes|compilation)_|\\bjvm_memory_max_bytes|area=\"nonheap\"");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?(\\w+)");

    static Stream<JsonNode> panels() {
        return MonitoringFiles.panels().stream();
    }

    static Stream<JsonNode> charts() {
        return panels().filter(panel -> !panel.path("type").asText().equals("row"));
    }

    @Test
    void hasTheRowsOfItsDescription() throws IOException {
        List<String> rows = panels().filter(panel -> panel.path("type").asText().equals("row"))
                .map(row -> row.path("title").asText()).toList();
        assertThat(rows).hasSizeGreaterThan(4).allSatisfy(
                row -> assertThat(Path.of("docs/operations.md")).content().contains("| " + row + " |"));
        assertThat(MonitoringFiles.read(MonitoringFiles.DASHBOARD).path("schemaVersion").asInt()).isEqualTo(39);
    }

    @Test
    void everyPanelHasAnIdAndAPlaceOfItsOwn() {
        assertThat(panels().map(panel -> panel.path("id").asInt()).toList()).doesNotHaveDuplicates().doesNotContain(0);
        Set<List<Integer>> taken = new HashSet<>();
        panels().forEach(panel -> {
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).as("%s", panel.path("title")).isBetween(1, COLUMNS);
            for (int x = 0; x < place.path("w").asInt(); x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add(List.of(place.path("x").asInt() + x, place.path("y").asInt() + y)))
                            .as("%s lies on another panel", panel.path("title")).isTrue();
                }
            }
        });
    }

    @ParameterizedTest
    @MethodSource("charts")
    void isBuiltInAndSaysWhatItShows(JsonNode panel) {
        assertThat(panel.path("type").asText()).isIn(BUILT_IN);
        assertThat(panel.path("title").asText()).isNotBlank();
        assertThat(panel.path("description").asText()).isNotBlank();
        assertThat(panel.path("fieldConfig").path("defaults").path("unit").asText()).isNotBlank();
        assertThat(panel.path("targets")).isNotEmpty().allSatisfy(target -> {
            assertThat(target.path("expr").asText()).isNotBlank();
            assertThat(target.path("legendFormat").asText()).isNotBlank();
            assertThat(target.path("datasource")).isEqualTo(panel.path("datasource"));
        }).extracting(target -> target.path("refId").asText()).doesNotHaveDuplicates();
        assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
        assertThat(panel.path("datasource").path("type").asText()).isEqualTo("prometheus");
    }

    /** A binary has no such metrics; its panels stay empty. */
    @Test
    void asksForWhatOnlyAJvmTellsInPanelsThatSaySo() {
        assertThat(charts().filter(panel -> panel.findValuesAsText("expr").stream()
                .anyMatch(expression -> ONLY_OF_A_JVM.matcher(expression).find()))).isNotEmpty()
                .allSatisfy(panel -> assertThat(panel.path("title").asText()).endsWith(" (JVM only)"));
        assertThat(MonitoringFiles.ruleExpressions())
                .noneMatch(expression -> ONLY_OF_A_JVM.matcher(expression).find());
    }

    @Test
    void usesTheVariablesItHas() throws IOException {
        Set<String> used = new TreeSet<>();
        Matcher matcher = VARIABLE.matcher(Files.readString(MonitoringFiles.DASHBOARD));
        while (matcher.find()) {
            used.add(matcher.group(1));
        }
        List<String> variables = MonitoringFiles.read(MonitoringFiles.DASHBOARD).path("templating").findValuesAsText("name");
        assertThat(used).containsExactlyInAnyOrderElementsOf(
                Stream.concat(variables.stream(), Stream.of("__all", "__rate_interval")).toList());
    }

    /** What is provisioned asks the Prometheus that is delivered, and finds the folder that the Compose file mounts. */
    @Test
    void isProvisioned() {
        JsonNode source = MonitoringFiles.read(PROVISIONING.resolve("datasources/prometheus.yml")).path("datasources").path(0);
        assertThat(source.path("type").asText()).isEqualTo("prometheus");
        assertThat(source.path("url").asText()).isEqualTo("http://prometheus:9090");
        assertThat(source.path("jsonData").path("timeInterval").asText())
                .isEqualTo(MonitoringFiles.read(MonitoringFiles.PROMETHEUS.resolve("prometheus.yml")).path("global")
                        .path("scrape_interval").asText());
        JsonNode provider = MonitoringFiles.read(PROVISIONING.resolve("dashboards/alert-history.yml")).path("providers")
                .path(0);
        assertThat(provider.path("type").asText()).isEqualTo("file");
        assertThat(provider.path("options").path("path").asText()).isEqualTo("/etc/grafana/dashboards");
    }
}
