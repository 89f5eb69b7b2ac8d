package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Every selector finds something. */
final class SelectorRule implements Rule {

    private static final String NAMESPACE = "kubernetes.io/metadata.name";
    private static final Pattern JOB = Pattern.compile("\\bjob=~?\"([^\"]*)\"");

    @Override
    public Stream<String> violations(Landscape landscape) {
        List<String> violations = new ArrayList<>();
        for (Manifest manifest : landscape.manifests()) {
            switch (manifest.kind()) {
                case "Deployment", "StatefulSet" -> own(manifest, violations);
                case "Service" -> ours(landscape, manifest, List.of(Manifest.map(manifest.at("/spec/selector"))), violations);
                case "PodDisruptionBudget" -> ours(landscape, manifest, Pod.meant(manifest.at("/spec/selector")), violations);
                case "NetworkPolicy" -> policy(landscape, manifest, violations);
                case "PrometheusRule" -> jobs(landscape, manifest, violations);
                case "ServiceMonitor" -> services(landscape, manifest, violations);
                default -> {
                }
            }
        }
        return violations.stream();
    }

    private static void own(Manifest manifest, List<String> violations) {
        Workload workload = new Workload(manifest);
        Pod pod = Pod.ours(workload.labels(), workload.ports());
        List<JsonNode> selectors = new ArrayList<>(List.of(manifest.at("/spec/selector")));
        workload.spec().path("topologySpreadConstraints").forEach(spread -> selectors.add(spread.path("labelSelector")));
        selectors.stream().flatMap(selector -> Pod.meant(selector).stream()).filter(meant -> meant.isEmpty() || !pod.has(meant))
                .forEach(meant -> violations.add(manifest + ": its selector " + meant + " is not its own pods'"));
    }

    private static void ours(Landscape landscape, Manifest manifest, List<Map<String, String>> selected,
            List<String> violations) {
        selected.stream().filter(meant -> meant.isEmpty() || matching(landscape, "", meant).isEmpty())
                .forEach(meant -> violations.add(manifest + ": its selector " + meant + " finds no pod"));
    }

    private static void policy(Landscape landscape, Manifest manifest, List<String> violations) {
        ours(landscape, manifest, Pod.meant(manifest.at("/spec/podSelector")), violations);
        peers(manifest).forEach(peer -> {
            String namespace = peer.at("/namespaceSelector/matchLabels").path(NAMESPACE).asText();
            Pod.meant(peer.path("podSelector")).stream()
                    .filter(meant -> meant.isEmpty() || matching(landscape, namespace, meant).isEmpty())
                    .forEach(meant -> violations.add(manifest + ": its selector " + meant + " finds no pod, and k8s/README.md"
                            + " names none in the namespace \"" + namespace + "\""));
        });
    }

    /** Everybody whom a policy lets in or out to. */
    static List<JsonNode> peers(Manifest policy) {
        List<JsonNode> peers = new ArrayList<>();
        policy.at("/spec/ingress").forEach(rule -> rule.path("from").forEach(peers::add));
        policy.at("/spec/egress").forEach(rule -> rule.path("to").forEach(peers::add));
        return peers;
    }

    private static void services(Landscape landscape, Manifest monitor, List<String> violations) {
        Pod.meant(monitor.at("/spec/selector")).stream().filter(meant -> services(landscape, meant).isEmpty())
                .forEach(meant -> violations.add(monitor + ": its selector " + meant + " finds no Service"));
    }

    /** The operator makes the label job of the name of the Service that is scraped. */
    private static void jobs(Landscape landscape, Manifest rule, List<String> violations) {
        rule.at("/spec/groups").findValuesAsText("expr").stream().flatMap(expr -> JOB.matcher(expr).results())
                .map(match -> match.group(1)).distinct().filter(job -> landscape.all("ServiceMonitor").stream()
                        .flatMap(
                                monitor -> services(landscape, Manifest.map(monitor.at("/spec/selector/matchLabels"))).stream())
                        .noneMatch(service -> service.name().equals(job)))
                .forEach(job -> violations.add(rule + ": nothing is scraped as job \"" + job + "\""));
    }

    /** The Services with labels. */
    static List<Manifest> services(Landscape landscape, Map<String, String> labels) {
        return landscape.all("Service").stream().filter(service -> Manifest.map(service.at("/metadata/labels")).entrySet()
                .containsAll(labels.entrySet())).toList();
    }

    /** The pods with labels; none for no labels. */
    static List<Pod> matching(Landscape landscape, String namespace, Map<String, String> labels) {
        return landscape.pods().stream().filter(pod -> pod.namespace().equals(namespace) && pod.has(labels)).toList();
    }
}
