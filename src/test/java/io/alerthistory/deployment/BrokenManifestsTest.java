package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

/** What {@link ManifestsTest} finds when one value of a manifest is another. */
@EnabledIf("io.alerthistory.deployment.Kustomize#isInstalled")
class BrokenManifestsTest {

    private static final String POD = "/spec/template/spec";
    private static final String CONTAINER = POD + "/containers/0";

    static Stream<Arguments> mistakes() {
        return Stream.of(
                // on its own
                arguments("Deployment", CONTAINER + "/livenesProbe", "{httpGet: {path: /, port: 1}}", "livenesProbe"),
                arguments("Deployment", POD + "/securityContext/runAsNonroot", "true", "runAsNonroot"),
                arguments("Deployment", "/spec/minReadySeconds", "'10'", "minReadySeconds"),
                arguments("Deployment", "/spec/minReadySeconds", "0.5", "minReadySeconds"),
                arguments("Deployment", CONTAINER + "/ports/0/containerPort", "eight", "containerPort"),
                arguments("Deployment", CONTAINER + "/env/0/value", "8080", "env"),
                arguments("Deployment", CONTAINER + "/env", "{A: b}", "env"),
                arguments("Deployment", "/apiVersion", "extensions/v1beta1", "nobody knows"),
                arguments("ConfigMap", "/data/PORT", "8080", "data"),
                arguments("HorizontalPodAutoscaler", "/spec/targetCPUUtilizationPercentage", "70", "targetCPU"),
                arguments("NetworkPolicy", "/spec/ingress/0/form", "[]", "form"),
                arguments("ServiceMonitor", "/spec/endpoints/0/intervall", "30s", "intervall"),
                arguments("PrometheusRule", "/spec/groups/0/rules/0/expression", "up", "expression"),
                arguments("Cluster", "/spec/instance", "3", "instance"),
                arguments("Cluster", "/spec/postgresql/parameters/max_connections", "150", "max_connections"),
                arguments("Pooler", "/spec/pgbouncer/poolMode", "statement", "poolMode"),
                arguments("ScheduledBackup", "/spec/schedule", "0 2 * * *", "schedule"),
                // names
                arguments("Deployment", POD + "/serviceAccountName", "alert-histroy", "no ServiceAccount alert-histroy"),
                arguments("HorizontalPodAutoscaler", "/spec/scaleTargetRef/name", "other", "no Deployment other"),
                arguments("ObjectStore", "/spec/retention", "30d", "retention"),
                arguments("Cluster", "/spec/plugins/0/isWalArchiver", "true", "isWalArchiver"),
                arguments("Cluster", "/spec/plugins/0/parameters/barmanObjectName", "other", "no ObjectStore other"),
                arguments("ScheduledBackup", "/spec/pluginConfiguration/name", "other", "no plugin other"),
                arguments("ScheduledBackup", "/spec/cluster/name", "other", "no Cluster other"),
                arguments("Pooler", "/metadata/name", "other", "certificate does not hold for other"),
                arguments("Service", "/metadata/namespace", "other", "its namespace is \"other\""),
                // selectors
                arguments("Service", "/spec/selector/app.kubernetes.io~1name", "histroy", "finds no pod"),
                arguments("Service", "/spec/selector", "{}", "finds no pod"),
                arguments("Deployment", "/spec/selector/matchLabels/app.kubernetes.io~1name", "other", "not its own pods'"),
                arguments("Deployment", POD + "/topologySpreadConstraints/0/labelSelector/matchLabels/a", "b",
                        "not its own pods'"),
                arguments("PodDisruptionBudget", "/spec/selector/matchLabels/tier", "web", "finds no pod"),
                arguments("NetworkPolicy", "/spec/podSelector/matchLabels/tier", "web", "finds no pod"),
                arguments("NetworkPolicy",
                        "/spec/ingress/0/from/0/namespaceSelector/matchLabels/kubernetes.io~1metadata.name", "other",
                        "names none in the namespace \"other\""),
                arguments("NetworkPolicy", "/spec/ingress/0/from/1/podSelector/matchExpressions/0/values/1", "grafana",
                        "finds no pod"),
                arguments("ServiceMonitor", "/spec/selector/matchLabels/tier", "web", "finds no Service"),
                arguments("PrometheusRule", "/spec/groups/0/rules/0/expr", "up{job=\"histroy\"} == 0", "job \"histroy\""),
                // ports
                arguments("Service", "/spec/ports/0/targetPort", "web", "\"web\" is not open"),
                arguments("Deployment", CONTAINER + "/ports/0/name", "web", "\"http\" is not open"),
                arguments("Deployment", CONTAINER + "/readinessProbe/httpGet/port", "9000", "\"9000\" is not open"),
                arguments("Deployment", CONTAINER + "/ports/0/containerPort", "9000", "PORT 8080, which is not open"),
                arguments("NetworkPolicy", "/spec/ingress/0/ports/0/port", "web", "\"web\" is not open"),
                arguments("ServiceMonitor", "/spec/endpoints/0/port", "metrics", "a port \"metrics\""),
                // probes
                arguments("Deployment", CONTAINER + "/readinessProbe/httpGet/path", "/q/health/redy", "readinessProbe"),
                arguments("Deployment", CONTAINER + "/livenessProbe/httpGet/path", "/q/health/ready", "livenessProbe"),
                arguments("Deployment", CONTAINER + "/readinessProbe/timeoutSeconds", "1", "gives up before"),
                arguments("Deployment", CONTAINER + "/startupProbe/failureThreshold", "30", "gives up before"),
                arguments("Deployment", CONTAINER + "/readinessProbe/failureThreshold", "2", "stop before a new one"),
                arguments("Deployment", "/spec/progressDeadlineSeconds", "600", "a rollout has failed"),
                arguments("Deployment", POD + "/terminationGracePeriodSeconds", "30", "killed before"),
                arguments("ConfigMap", "/data/SHUTDOWN_DELAY_SECONDS", "'60'", "killed before"),
                arguments("ServiceMonitor", "/spec/endpoints/0/path", "/metrics", "no route /metrics"),
                // variables
                arguments("ConfigMap", "/data/SHUTDOWN_DELAY", "'10'", "no variable SHUTDOWN_DELAY"),
                arguments("ConfigMap", "/data/DB_POOL_SIZE", "'10'", "no variable DB_POOL_SIZE"),
                arguments("ConfigMap", "/data/POSTGRES_POOL_SIZE", "many", "POSTGRES_POOL_SIZE"),
                arguments("ConfigMap", "/data/DATABASE_HOST", "alert-history-poler", "no database listens on"),
                arguments("Deployment", CONTAINER + "/envFrom/0/configMapRef/name", "other", "no ConfigMap other"),
                arguments("Deployment", CONTAINER + "/env/0/valueFrom/secretKeyRef/key", "user_name", "has no key user_name"),
                arguments("Deployment", CONTAINER + "/env/0/valueFrom/secretKeyRef/name", "other", "Secret other"),
                // volumes
                arguments("Deployment", CONTAINER + "/volumeMounts/0/name", "other", "no volume other"),
                arguments("Deployment", POD + "/volumes", "[{name: tmp}, {name: database-ca, secret: {secretName: "
                        + "alert-history-db-ca, items: [{key: ca.pem, path: ca.crt}]}}]", "has no key ca.pem"),
                arguments("ConfigMap", "/data/POSTGRES_SSL_ROOT_CERT", "/etc/ca.crt", "nothing is mounted as /etc/ca.crt"),
                arguments("ObjectStore", "/spec/configuration/s3Credentials/accessKeyId/key", "ID", "there is no key"),
                // security
                arguments("Deployment", CONTAINER + "/securityContext/readOnlyRootFilesystem", "false", "readOnlyRoot"),
                arguments("Deployment", CONTAINER + "/securityContext/capabilities/drop", "[NET_RAW]", "capabilities"),
                arguments("Deployment", POD + "/securityContext/runAsNonRoot", "false", "runAsNonRoot"),
                arguments("Deployment", CONTAINER + "/resources/limits", "{cpu: 1}", "/resources/limits/memory"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsFound(String kind, String pointer, String value, String message) throws Exception {
        List<Manifest> manifests = Overlay.PRODUCTION.manifests();
        Manifest broken = manifests.stream().filter(manifest -> manifest.kind().equals(kind)
                && !manifest.name().endsWith("-dashboard")).findFirst().orElseThrow();
        set(broken.node(), JsonPointer.compile(pointer), new YAMLMapper().readTree(value));
        Landscape landscape = Landscape.of(manifests, Overlay.PRODUCTION.folder());
        assertThat(Stream.concat(manifests.stream().flatMap(manifest -> KubernetesModel.violations(manifest).stream()),
                Rule.allViolations(landscape).stream()).toList()).as("%s %s", kind, pointer)
                .anySatisfy(violation -> assertThat(violation).contains(message));
    }

    private static void set(JsonNode root, JsonPointer pointer, JsonNode value) {
        JsonNode parent = root.at(pointer.head());
        if (parent instanceof ArrayNode array) {
            array.set(pointer.last().getMatchingIndex(), value);
        } else {
            ((ObjectNode) parent).set(pointer.last().getMatchingProperty(), value);
        }
    }
}
