package io.alerthistory.deployment;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;

/** Every pod keeps the pod security standard "restricted", and besides: no token, no writable root, requests and limits. */
final class SecurityRule implements Rule {

    private static final Map<String, String> OF_A_POD = Map.of("/automountServiceAccountToken", "false",
            "/enableServiceLinks", "false", "/securityContext/runAsNonRoot", "true",
            "/securityContext/seccompProfile/type", "RuntimeDefault");
    private static final Map<String, String> OF_A_CONTAINER = Map.of("/securityContext/allowPrivilegeEscalation", "false",
            "/securityContext/readOnlyRootFilesystem", "true", "/securityContext/capabilities/drop/0", "ALL");
    private static final List<String> RESOURCES = List.of("/resources/requests/cpu", "/resources/requests/memory",
            "/resources/limits/cpu", "/resources/limits/memory");

    @Override
    public Stream<String> violations(Landscape landscape) {
        List<String> violations = new ArrayList<>();
        for (Workload workload : landscape.workloads()) {
            check(workload, workload.spec(), OF_A_POD, violations);
            workload.containers().forEach(container -> {
                check(workload, container, OF_A_CONTAINER, violations);
                RESOURCES.stream().filter(pointer -> container.at(pointer).isMissingNode())
                        .forEach(pointer -> violations.add(workload + ": it has no " + pointer));
            });
        }
        return violations.stream();
    }

    private static void check(Workload workload, JsonNode node, Map<String, String> expected, List<String> violations) {
        expected.forEach((pointer, value) -> {
            if (!node.at(pointer).asText().equals(value)) {
                violations.add(workload + ": " + pointer + " is not " + value);
            }
        });
    }
}
