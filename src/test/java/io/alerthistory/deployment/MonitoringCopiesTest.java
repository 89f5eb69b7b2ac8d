package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/**
 * The rules and the dashboard are written once, for Prometheus and Grafana; kustomize reads nothing outside of its folder, so
 * Kubernetes has copies, which {@code bin/update-k8s} makes.
 */
class MonitoringCopiesTest {

    private static final YAMLMapper YAML = YAMLMapper.builder().disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES).enable(YAMLGenerator.Feature.LITERAL_BLOCK_STYLE)
            .disable(YAMLGenerator.Feature.SPLIT_LINES).enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .enable(YAMLGenerator.Feature.INDENT_ARRAYS_WITH_INDICATOR).build();
    private static final Path RULES = Path.of("deploy/prometheus/rules");
    private static final Path DASHBOARD = Path.of("deploy/grafana/dashboards/alert-history.json");
    private static final Path COPIES = Path.of("k8s/components/monitoring");
    /** What exporters tell, which run beside the service elsewhere; CloudNativePG has metrics of its own. */
    private static final String EXPORTERS = "exporters.yml";
    /** What an annotation may hold; kubectl keeps the whole object in one. */
    private static final long MOST_BYTES = 262_144;

    @Test
    void theRulesArePrometheusOwn() throws IOException {
        ArrayNode groups = YAML.createArrayNode();
        for (Path file : rules()) {
            groups.addAll((ArrayNode) YAML.readTree(Files.readString(file)).path("groups"));
        }
        assertThat(groups).isNotEmpty();
        Path copy = COPIES.resolve("prometheusrule.yaml");
        if (isUpdate()) {
            Files.writeString(copy, "# Made by bin/update-k8s of " + RULES + ".\n" + YAML.writeValueAsString(rule(groups)));
        }
        assertThat(Manifest.read(copy.toString(), Files.readString(copy)).get(0).at("/spec/groups"))
                .as("bin/update-k8s writes %s", copy).isEqualTo(groups);
    }

    @Test
    void theDashboardIsGrafanasOwn() throws IOException {
        Path copy = COPIES.resolve(DASHBOARD.getFileName());
        if (isUpdate()) {
            Files.writeString(copy, Files.readString(DASHBOARD));
        }
        assertThat(copy).as("bin/update-k8s writes %s", copy).hasSameTextualContentAs(DASHBOARD);
        assertThat(Files.size(copy)).isLessThan(MOST_BYTES);
    }

    private static boolean isUpdate() {
        return Boolean.getBoolean("k8s.update");
    }

    private static List<Path> rules() throws IOException {
        try (Stream<Path> files = Files.list(RULES)) {
            return files.filter(file -> file.toString().endsWith(".yml") && !file.endsWith(EXPORTERS)).sorted().toList();
        }
    }

    private static JsonNode rule(ArrayNode groups) {
        ObjectNode rule = YAML.createObjectNode().put("apiVersion", "monitoring.coreos.com/v1").put("kind", "PrometheusRule");
        rule.putObject("metadata").put("name", "alert-history").putObject("labels")
                .put("app.kubernetes.io/name", "alert-history");
        rule.putObject("spec").set("groups", groups);
        return rule;
    }
}
