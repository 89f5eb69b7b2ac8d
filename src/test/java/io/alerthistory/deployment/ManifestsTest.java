package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** What k8s/ holds is what Kubernetes takes, and fits together. There is no cluster; what only one knows is not known here. */
class ManifestsTest {

    private static final String KUSTOMIZE = "io.alerthistory.deployment.Kustomize#isInstalled";
    private static final Path README = Path.of("k8s/README.md");

    static Stream<Manifest> files() {
        return Manifest.below(Path.of("k8s")).stream();
    }

    @ParameterizedTest
    @MethodSource("files")
    void everyFileHasOnlyFieldsThatAreKnown(Manifest manifest) {
        manifest.node().findParents("$patch").forEach(patched -> ((ObjectNode) patched).remove("$patch")); // kustomize's own
        assertThat(KubernetesModel.violations(manifest)).isEmpty();
    }

    @EnabledIf(KUSTOMIZE)
    @ParameterizedTest
    @EnumSource
    void everyOverlayHasOnlyFieldsThatAreKnown(Overlay overlay) {
        assertThat(overlay.manifests()).hasSizeGreaterThan(5)
                .allSatisfy(manifest -> assertThat(KubernetesModel.violations(manifest)).isEmpty());
    }

    @EnabledIf(KUSTOMIZE)
    @ParameterizedTest
    @EnumSource
    void everyOverlayFitsTogether(Overlay overlay) {
        assertThat(Rule.allViolations(overlay.landscape())).isEmpty();
    }

    @Test
    void everySecretThatSomebodyHasToMakeHasAnExampleAndACommand() {
        List<String> names = Stream.of(Overlay.values())
                .flatMap(overlay -> Landscape.examples(overlay.folder()).keySet().stream())
                .toList();
        assertThat(names).isNotEmpty().allSatisfy(name -> assertThat(README).content()
                .contains("create secret generic " + name + " "));
    }

    @Test
    @EnabledIf(KUSTOMIZE)
    void onlyTheDevelopmentOverlayHoldsSecrets() {
        assertThat(Overlay.values()).allSatisfy(overlay -> assertThat(overlay.landscape().all("Secret"))
                .as(overlay.toString()).hasSize(overlay == Overlay.DEVELOPMENT ? 2 : 0));
        assertThat(Overlay.DEVELOPMENT.folder().resolve("kustomization.yaml")).content().contains("# DEVELOPMENT CREDENTIALS");
    }

    @Test
    @EnabledIf(KUSTOMIZE)
    void theDevelopmentDatabaseIsTheOneThatTheServiceSignsInTo() {
        Landscape landscape = Overlay.DEVELOPMENT.landscape();
        Map<String, String> server = secret(landscape, "postgresql-");
        URI url = URI.create(secret(landscape, "alert-history-database-").getOrDefault("DATABASE_URL", ""));
        assertThat(url.getUserInfo()).isEqualTo(server.get("POSTGRES_USER") + ":" + server.get("POSTGRES_PASSWORD"));
        assertThat(url.getPath()).isEqualTo("/" + server.get("POSTGRES_DB"));
    }

    /**
     * A policy decides who calls a pod, the database's and the pooler's, too: one that no policy selects takes calls from all.
     */
    @EnabledIf(KUSTOMIZE)
    @ParameterizedTest
    @EnumSource
    void noPodIsOpenToEverybody(Overlay overlay) {
        Landscape landscape = overlay.landscape();
        List<Map<String, String>> guarded = landscape.all("NetworkPolicy").stream()
                .filter(policy -> policy.at("/spec/policyTypes").toString().contains("Ingress"))
                .flatMap(policy -> Pod.meant(policy.at("/spec/podSelector")).stream()).toList();
        assertThat(landscape.pods()).filteredOn(pod -> pod.namespace().isEmpty() && !pod.ports().isEmpty()).isNotEmpty()
                .allSatisfy(pod -> assertThat(guarded).as("%s", pod).anyMatch(pod::has));
    }

    private static Map<String, String> secret(Landscape landscape, String prefix) {
        return landscape.secrets().entrySet().stream().filter(secret -> secret.getKey().startsWith(prefix))
                .map(Map.Entry::getValue).findFirst().orElseThrow();
    }

    /** 20 + 10 connections a pod, in the greatest number of pods, at one PgBouncer; and all PgBouncers' at the server. */
    @Test
    @EnabledIf(KUSTOMIZE)
    void inProductionThereAreConnectionsForEverybody() {
        Landscape landscape = Overlay.PRODUCTION.landscape();
        int pods = landscape.all("HorizontalPodAutoscaler").get(0).at("/spec/maxReplicas").asInt()
                + landscape.all("Deployment").get(0).at("/spec/strategy/rollingUpdate/maxSurge").asInt();
        Manifest pooler = landscape.all("Pooler").get(0);
        assertThat(pooler.at("/spec/pgbouncer/parameters/max_client_conn").asInt()).isGreaterThanOrEqualTo(pods * 30);
        int migrating = pods * 2; // quarkus.datasource.jdbc.max-size
        assertThat(landscape.all("Cluster").get(0).at("/spec/postgresql/parameters/max_connections").asInt())
                .isGreaterThan(pooler.at("/spec/instances").asInt()
                        * pooler.at("/spec/pgbouncer/parameters/default_pool_size").asInt() + migrating);
    }

    /** Else every apply would set the number of pods that the autoscaler has changed. */
    @Test
    @EnabledIf(KUSTOMIZE)
    void onlyOneDecidesHowManyPodsThereAre() {
        assertThat(Overlay.values()).allSatisfy(overlay -> assertThat(overlay.landscape().all("Deployment").get(0)
                .at("/spec/replicas").asInt()).isEqualTo(overlay == Overlay.PRODUCTION ? 0 : 2));
        assertThat(Overlay.PRODUCTION.landscape().all("HorizontalPodAutoscaler").get(0).at("/spec/minReplicas").asInt())
                .isEqualTo(2);
    }
}
