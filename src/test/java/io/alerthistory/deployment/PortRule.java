package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Whoever names a port means one that is open there. */
final class PortRule implements Rule {

    @Override
    public Stream<String> violations(Landscape landscape) {
        List<String> violations = new ArrayList<>();
        landscape.all("Service").forEach(service -> service(landscape, service, violations));
        landscape.all("NetworkPolicy").forEach(policy -> policy(landscape, policy, violations));
        landscape.all("ServiceMonitor").forEach(monitor -> monitor(landscape, monitor, violations));
        landscape.workloads().forEach(workload -> probes(workload, violations));
        return violations.stream();
    }

    private static void service(Landscape landscape, Manifest service, List<String> violations) {
        List<Pod> pods = SelectorRule.matching(landscape, "", Manifest.map(service.at("/spec/selector")));
        service.at("/spec/ports").forEach(port -> closed(service, pods, port.path("targetPort"), violations));
    }

    private static void policy(Landscape landscape, Manifest policy, List<String> violations) {
        List<Pod> selected = pods(landscape, "", policy.at("/spec/podSelector"));
        policy.at("/spec/ingress").forEach(rule -> rule.path("ports")
                .forEach(port -> closed(policy, selected, port.path("port"), violations)));
        policy.at("/spec/egress").forEach(rule -> rule.path("to").forEach(peer -> rule.path("ports")
                .forEach(port -> closed(policy, pods(landscape, peer), port.path("port"), violations))));
    }

    private static List<Pod> pods(Landscape landscape, JsonNode peer) {
        return pods(landscape, peer.at("/namespaceSelector/matchLabels").path("kubernetes.io/metadata.name").asText(),
                peer.path("podSelector"));
    }

    private static List<Pod> pods(Landscape landscape, String namespace, JsonNode selector) {
        return Pod.meant(selector).stream().flatMap(meant -> SelectorRule.matching(landscape, namespace, meant).stream())
                .toList();
    }

    private static void monitor(Landscape landscape, Manifest monitor, List<String> violations) {
        Map<String, String> labels = Manifest.map(monitor.at("/spec/selector/matchLabels"));
        List<String> ports = SelectorRule.services(landscape, labels).stream()
                .flatMap(service -> service.at("/spec/ports").findValuesAsText("name").stream()).toList();
        monitor.at("/spec/endpoints").findValuesAsText("port").stream().filter(port -> !ports.contains(port))
                .forEach(port -> violations.add(monitor + ": no Service of its has a port \"" + port + "\""));
    }

    private static void probes(Workload workload, List<String> violations) {
        Pod pod = Pod.ours(workload.labels(), workload.ports());
        workload.containers().forEach(container -> container.findParents("httpGet")
                .forEach(probe -> closed(workload.manifest(), List.of(pod), probe.at("/httpGet/port"), violations)));
    }

    private static void closed(Manifest manifest, List<Pod> pods, JsonNode port, List<String> violations) {
        if (pods.stream().anyMatch(pod -> !pod.listensOn(port.asText()))) {
            violations.add(manifest + ": the port \"" + port.asText() + "\" is not open there");
        }
    }
}
