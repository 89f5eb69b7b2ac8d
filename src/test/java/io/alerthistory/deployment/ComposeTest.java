package io.alerthistory.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;

import io.alerthistory.config.Setting;
import io.alerthistory.support.Programs;

/** podman-compose.yml and what it refers to. */
class ComposeTest {

    private static final Path FILE = Path.of("podman-compose.yml");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z0-9_]+)(:[-?][^}]*)?}");
    private static final Pattern EXAMPLE = Pattern.compile("^#? ?([A-Z][A-Z0-9_]*)=", Pattern.MULTILINE);
    private static final Pattern TARGET = Pattern.compile("^([a-z-]+):.*## ", Pattern.MULTILINE);

    private static JsonNode services() throws IOException {
        return YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build() // as docker compose refuses them
                .readTree(Files.readString(FILE)).path("services");
    }

    private static Stream<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asText);
    }

    private static Set<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map((MatchResult match) -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    void everyVariableIsInTheExampleAndEveryOneOfThatIsUsed() throws IOException {
        Set<String> used = found(VARIABLE, Files.readString(FILE));
        used.addAll(List.of("COMPOSE_PROJECT_NAME", "COMPOSE_PROFILES")); // read by compose itself
        assertThat(found(EXAMPLE, Files.readString(Path.of(".env.example")))).isEqualTo(used);
    }

    /** Quarkus reads .env, too: what is meant for containers must not reach `quarkus:dev` and the tests. */
    @Test
    void theExampleSetsNothingOfAServiceThatRunsInThisFolder() throws IOException {
        assertThat(found(EXAMPLE, Files.readString(Path.of(".env.example")))).doesNotContainAnyElementsOf(
                Arrays.stream(Setting.values()).flatMap(setting -> Stream.concat(Stream.of(setting.name()),
                        setting.aliases().stream())).toList());
    }

    @Test
    void holdsNoSecret() throws IOException {
        services().properties().forEach(service -> service.getValue().path("environment").properties().forEach(variable -> {
            if (variable.getKey().matches(".*(PASS|SECRET|PASSWORD|CONNECTION_STRING|DIRECT_URL).*")) {
                assertThat(variable.getValue().asText()).as(service.getKey() + " " + variable.getKey()).contains("${")
                        .doesNotContainPattern("PASSWORD:-[^}]");
            }
        }));
    }

    @Test
    void mountsFilesThatAreThere() throws IOException {
        services().properties().forEach(service -> assertThat(texts(service.getValue().path("volumes"))
                .map(volume -> volume.replaceFirst("^\\$\\{[A-Z0-9_]+:-([^}]*)}", "$1"))
                .filter(volume -> volume.startsWith("./"))
                .map(volume -> Path.of(volume.split(":", -1)[0]))).as(service.getKey()).allMatch(Files::exists));
    }

    @Test
    void configuresTheServiceByVariablesThatItHas() throws IOException {
        assertThat(services().path("backend").path("environment").fieldNames()).toIterable()
                .isSubsetOf(Arrays.stream(Setting.values()).map(Setting::name).toList());
    }

    @Test
    void limitsAndHardensEveryContainer() throws IOException {
        services().properties().forEach(service -> {
            JsonNode container = service.getValue();
            assertThat(container.has("mem_limit")).as(service.getKey()).isTrue();
            assertThat(container.has("cpus")).as(service.getKey()).isTrue();
            if (!service.getKey().equals("database")) { // which changes to its own user at the start
                assertThat(container.path("<<").asText()).as(service.getKey()).isEqualTo("hardened");
            }
            texts(container.path("ports")).forEach(port -> assertThat(port).as(service.getKey())
                    .startsWith(service.getKey().equals("reverse-proxy") ? "${PROXY" : "127.0.0.1:"));
        });
        JsonNode hardened = YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build() // as docker compose refuses them
                .readTree(Files.readString(FILE)).path("x-hardened");
        assertThat(hardened.path("read_only").asBoolean()).isTrue();
        assertThat(texts(hardened.path("cap_drop"))).containsExactly("ALL");
        assertThat(services().path("backend").path("mem_limit").asText()).isEqualTo("${BACKEND_MEMORY_LIMIT:-384m}");
    }

    @Test
    void startsInOrder() throws IOException {
        services().properties().forEach(service -> service.getValue().path("depends_on").properties().forEach(other -> {
            JsonNode needed = servicesOf(other.getKey());
            assertThat(needed.isMissingNode()).as(other.getKey()).isFalse();
            if (other.getValue().path("condition").asText().equals("service_healthy")) {
                assertThat(needed.has("healthcheck")).as(other.getKey()).isTrue();
            }
        }));
        assertThat(services().properties().stream().filter(service -> !service.getValue().has("profiles"))
                .map(java.util.Map.Entry::getKey)).containsExactly("database", "migrate", "backend");
    }

    private static JsonNode servicesOf(String name) {
        try {
            return services().path(name);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { "help", "dev", "test", "build", "native", "containers-deploy", "containers-deploy-fresh",
            "containers-start", "containers-stop", "containers-restart-app", "containers-logs", "containers-status",
            "containers-clean", "admin-key", "check-config", "smoke", "bench", "db-migrate", "db-status",
            "db-renew-certificate",
            "backup-key", "backup-full", "backup-info", "restore", "restore-replace", "restore-drop" })
    void theMakefileHasItsTargets(String target) throws IOException {
        assertThat(found(TARGET, Files.readString(Path.of("Makefile")))).contains(target);
    }

    /** Else containers and volumes stay of a profile that .env named when they were made. */
    @ParameterizedTest
    @ValueSource(strings = { "containers-stop", "containers-clean", "containers-deploy-fresh" })
    void whatStopsOrDeletesMeansEveryProfile(String target) throws Exception {
        Set<String> profiles = new TreeSet<>();
        services().forEach(service -> texts(service.path("profiles")).forEach(profiles::add));
        String command = Programs.run(Path.of("."), List.of("make", "-n", target, "COMPOSE=compose")).lines()
                .filter(line -> line.matches("compose .*(stop|down -v --remove-orphans)")).findFirst().orElseThrow();
        assertThat(profiles).hasSizeGreaterThan(2)
                .allSatisfy(profile -> assertThat(command).contains("--profile " + profile + " "));
    }

    /** The schema is changed by a process that ends; what serves cannot change it, nor can who breaks into it. */
    @Test
    void onlyWhatMigratesHasTheOwnersPassword() throws IOException {
        assertThat(services().properties().stream().filter(service -> service.getValue().path("environment").toString()
                .contains("HISTORY_OWNER_PASSWORD")).map(java.util.Map.Entry::getKey)).containsExactly("database", "migrate");
        assertThat(texts(services().path("migrate").path("command"))).containsExactly("migrate");
        assertThat(services().at("/backend/depends_on/migrate/condition").asText()).isEqualTo("service_completed_successfully");
    }

    @Test
    void theExportersSignInAsWhoMaySeeTheConnectionsOfOthers() throws IOException {
        assertThat(services().at("/postgres-exporter/environment/DATA_SOURCE_USER").asText()).isEqualTo("history_reader");
        assertThat(services().at("/pgbouncer-exporter/environment/PGBOUNCER_EXPORTER_CONNECTION_STRING").asText())
                .startsWith("postgres://history_reader:${HISTORY_READER_PASSWORD:?");
        assertThat(Path.of("deploy/postgres/roles.sh")).content().contains("grant pg_monitor to history_reader;");
        assertThat(Path.of("deploy/pgbouncer/pgbouncer.ini")).content().contains("stats_users = history_reader\n");
    }

    /** Each container reaches those whom it asks, and the tiers do not reach past each other. */
    @Test
    void hasANetworkForEachTier() throws IOException {
        for (String[] pair : new String[][] { { "backend", "database" }, { "migrate", "database" }, { "backend", "pgbouncer" },
                { "pgbouncer", "database" }, { "reverse-proxy", "backend" }, { "reverse-proxy", "oauth2-proxy" },
                { "prometheus", "backend" }, { "prometheus", "postgres-exporter" }, { "prometheus", "pgbouncer-exporter" },
                { "postgres-exporter", "database" }, { "pgbouncer-exporter", "pgbouncer" }, { "grafana", "prometheus" } }) {
            assertThat(networks(pair[0])).as(String.join(" to ", pair)).containsAnyElementsOf(networks(pair[1]));
        }
        for (String[] pair : new String[][] { { "reverse-proxy", "database" }, { "reverse-proxy", "pgbouncer" },
                { "oauth2-proxy", "database" }, { "oauth2-proxy", "backend" }, { "grafana", "database" },
                { "grafana", "backend" }, { "prometheus", "database" }, { "reverse-proxy", "prometheus" },
                { "reverse-proxy", "postgres-exporter" } }) {
            assertThat(networks(pair[0])).as(String.join(" to ", pair)).doesNotContainAnyElementsOf(networks(pair[1]));
        }
        assertThat(services()).allSatisfy(service -> assertThat(service.has("networks")).isTrue());
    }

    private static List<String> networks(String service) throws IOException {
        return texts(services().path(service).path("networks")).toList();
    }

    /** The key that signs the database's certificates is in no volume that others mount. */
    @Test
    void onlyTheDatabaseSeesTheKeyOfItsAuthority() throws IOException {
        assertThat(services().properties().stream().filter(service -> texts(service.getValue().path("volumes"))
                .anyMatch(volume -> volume.startsWith("authority:"))).map(java.util.Map.Entry::getKey))
                .containsExactly("database");
    }

    /** The database archives, another container takes the backups, and the third reads them: all of the same repository. */
    @Test
    void theContainersOfTheBackupsShareItsRepositoryAndItsKey() throws IOException {
        for (String service : List.of("database", "backup", "restored")) {
            assertThat(texts(services().path(service).path("volumes"))).as(service).contains(
                    "${BACKUP_KEY_FILE:-./deploy/postgres/no-backup-key.conf}:/etc/pgbackrest/conf.d/key.conf:ro,z",
                    "${BACKUP_REPOSITORY:-backups}:/var/lib/pgbackrest" + (service.equals("restored") ? ":ro" : ""));
        }
        assertThat(texts(services().path("restored").path("volumes"))).noneMatch(volume -> volume.startsWith("database:"));
        assertThat(texts(services().path("backup").path("volumes"))).contains("database:/var/lib/postgresql/data:ro");
        String image = services().at("/backup/image").asText();
        assertThat(services().at("/restored/image").asText()).isEqualTo(image);
        assertThat(Path.of(".env.example")).content().contains("# DATABASE_IMAGE=" + image + "\n");
        assertThat(Path.of("deploy/postgres/pgbackrest.conf")).content().contains("repo1-cipher-type=aes-256-cbc")
                .doesNotContain("cipher-pass=");
        assertThat(services().at("/database/image").asText()).as("the official one without the profile")
                .isEqualTo("${DATABASE_IMAGE:-docker.io/library/postgres:17}");
        assertThat(Path.of("deploy/postgres/Dockerfile")).content().contains("ARG BASE=docker.io/library/postgres:17\n");
    }

    @Test
    void theKeyOfTheBackupsIsMadeOnce() throws Exception {
        Path folder = Files.createTempDirectory("alert-history");
        Files.copy(Path.of("Makefile"), folder.resolve("Makefile"));

        Programs.run(folder, List.of("make", "backup-key", "COMPOSE=compose"));

        Path key = folder.resolve("backup-key/key.conf");
        String made = Files.readString(key);
        assertThat(made).matches("\\[global]\nrepo1-cipher-pass=[0-9a-f]{64}\n");
        assertThat(Files.getPosixFilePermissions(key.getParent())).hasSize(3);
        assertThat(new ProcessBuilder("make", "backup-key", "COMPOSE=compose").directory(folder.toFile()).start().waitFor())
                .isNotZero();
        assertThat(key).hasContent(made);
    }

    /** What is not in the build's context cannot be in the image by mistake. */
    @Test
    void theImagesTakeOnlyWhatTheContextHas() throws IOException {
        String ignored = Files.readString(Path.of(".dockerignore"));
        assertThat(ignored.lines().filter(line -> !line.startsWith("#"))).first().isEqualTo("*");
        for (String file : List.of("Dockerfile.jvm", "Dockerfile.native")) {
            Path path = Path.of("src/main/docker", file);
            assertThat(Files.readString(path).lines().filter(line -> line.startsWith("COPY ") && !line.contains("--from="))
                    .flatMap(line -> Arrays.stream(line.split(" ", -1)).skip(1)).filter(name -> !name.startsWith("."))
                    .filter(name -> !name.startsWith("/")))
                    .as(file).isNotEmpty().allMatch(name -> ignored.lines().filter(line -> line.startsWith("!"))
                            .anyMatch(line -> name.startsWith(line.substring(1))));
            assertThat(Files.readString(path)).as(file).contains("USER 10001:0", "HEALTHCHECK",
                    "org.opencontainers.image.title");
        }
    }
}
