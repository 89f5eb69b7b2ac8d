package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

import io.alerthistory.support.Programs;

/** k8s/recovery, a database beside that of production, and what docs/recovery.md says to let the service use it. */
@EnabledIf("io.alerthistory.deployment.Kustomize#isInstalled")
class RecoveryManifestsTest {

    private static final Path DOCUMENT = Path.of("docs/recovery.md");

    @TempDir
    Path copy;

    private static Manifest only(List<Manifest> manifests, String kind) {
        return manifests.stream().filter(manifest -> manifest.kind().equals(kind)).findFirst().orElseThrow();
    }

    private static List<Manifest> recovery() {
        return Kustomize.render(Path.of("k8s/recovery"));
    }

    @Test
    void hasOnlyFieldsThatAreKnown() {
        assertThat(recovery()).hasSize(2)
                .allSatisfy(manifest -> assertThat(KubernetesModel.violations(manifest)).isEmpty());
    }

    @Test
    void recoversFromTheBackupsOfProductionToATime() {
        Manifest recovered = only(recovery(), "Cluster");
        List<Manifest> production = Overlay.PRODUCTION.manifests();

        assertThat(recovered.at("/metadata/namespace").asText()).isEqualTo("alert-history");
        assertThat(recovered.at("/spec/bootstrap/recovery/source")).isEqualTo(recovered.at("/spec/externalClusters/0/name"));
        assertThat(recovered.at("/spec/bootstrap/recovery/recoveryTarget/targetTime").asText()).matches(".*[+]00");
        assertThat(recovered.at("/spec/externalClusters/0/plugin/parameters/barmanObjectName").asText())
                .isEqualTo(only(production, "ObjectStore").name());
        assertThat(recovered.at("/spec/externalClusters/0/plugin/parameters/serverName").asText())
                .isEqualTo(only(production, "Cluster").name());
        assertThat(recovered.at("/spec/plugins").isMissingNode()).as("it archives nothing").isTrue();
    }

    /** Else it could not replay the WAL, or could not hold the data. */
    @Test
    void hasTheSizeOfTheDatabaseOfProduction() {
        Manifest recovered = only(recovery(), "Cluster");
        Manifest database = only(Overlay.PRODUCTION.manifests(), "Cluster");

        assertThat(List.of("/spec/imageName", "/spec/postgresql/parameters", "/spec/storage", "/spec/walStorage",
                "/spec/certificates"))
                .allSatisfy(field -> assertThat(recovered.at(field)).isEqualTo(database.at(field)));
        assertThat(recovered.at("/spec/bootstrap/recovery/owner")).isEqualTo(database.at("/spec/bootstrap/initdb/owner"));
        assertThat(recovered.at("/spec/bootstrap/recovery/database")).isEqualTo(database.at("/spec/bootstrap/initdb/database"));
    }

    @Test
    void isClosedToOtherPods() {
        Manifest policy = only(recovery(), "NetworkPolicy");

        assertThat(policy.at("/spec/podSelector/matchLabels/cnpg.io~1cluster").asText())
                .isEqualTo(only(recovery(), "Cluster").name());
        assertThat(policy.at("/spec/policyTypes").toString()).isEqualTo("[\"Ingress\"]");
        assertThat(policy.at("/spec/ingress")).isNotEmpty().allSatisfy(rule -> assertThat(rule.path("from")).isNotEmpty());
    }

    @Test
    void theServiceUsesItAfterTheCommandOfTheDocument() throws Exception {
        String command = Files.readString(DOCUMENT).lines().filter(line -> line.startsWith("sed -i ")).findFirst()
                .orElseThrow();
        copyTree(Path.of("k8s"), copy.resolve("k8s"));

        Programs.run(copy, List.of("bash", "-c", command));

        Path folder = copy.resolve("k8s/overlays/production");
        List<Manifest> manifests = Kustomize.render(folder);
        assertThat(Rule.allViolations(Landscape.of(manifests, folder))).isEmpty();
        String recovered = only(recovery(), "Cluster").name();
        assertThat(only(manifests, "Cluster").name()).isEqualTo(recovered);
        assertThat(only(manifests, "Pooler").at("/spec/cluster/name").asText()).isEqualTo(recovered);
        assertThat(only(manifests, "Deployment").node().toString()).contains(recovered + "-app", recovered + "-ca")
                .doesNotContain("alert-history-db-app");
        assertThat(only(manifests, "ObjectStore").name()).isEqualTo("alert-history-backups");
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }
}
