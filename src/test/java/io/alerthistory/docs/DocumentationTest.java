package io.alerthistory.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.config.Setting;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** What the service has must be in its documentation, and what is documented must be there. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class DocumentationTest {

    private static final Path SOURCES = Path.of("src/main");

    /** Name, default (in staging and production) and aliases of every variable, in the order of the code. */
    @Test
    void describesEveryVariable() throws IOException {
        List<String> documented = Files.readAllLines(Path.of("docs/configuration.md")).stream()
                .filter(line -> line.matches("\\| [A-Z_]{3,} \\|.*")).map(line -> line.split("\\|", -1))
                .map(cells -> cells[1].trim() + " | " + cells[2].trim() + " | " + cells[3].trim()).toList();
        assertThat(documented).isEqualTo(Arrays.stream(Setting.values()).map(DocumentationTest::row).toList());
    }

    private static String row(Setting setting) {
        String fallback = setting.fallback(false).orElse("");
        String deployed = setting.fallback(true).orElse("");
        return setting + " | " + (deployed.equals(fallback) ? fallback : fallback + " (" + deployed + ")") + " | "
                + String.join(", ", setting.aliases());
    }

    @Test
    void namesEveryRoute() {
        Map<String, Object> paths = given().accept("application/json").get("/q/openapi").path("paths");
        assertThat(paths).isNotEmpty();
        assertThat(paths.keySet()).allSatisfy(path -> assertThat(Path.of("docs/api.md")).content().contains("`" + path + "`"));
    }

    /** k8s/ may ask only for routes that stand there. */
    @Test
    void servesEveryProbe() throws IOException {
        Set<String> routes = found(Path.of("docs/operations.md"), "(?m)^(?:\\| |## Metrics: )(/[a-z0-9/]+)");
        assertThat(routes).contains("/q/health/ready", "/q/metrics").allSatisfy(
                route -> assertThat(given().get(route).statusCode()).as(route).isEqualTo(200));
    }

    @Test
    void namesEveryError() {
        assertThat(ErrorCode.values()).allSatisfy(code -> assertThat(Path.of("docs/errors.md")).content()
                .contains("| " + code.code() + " | " + code.status() + " |"));
    }

    @Test
    void namesEveryMeter() throws IOException {
        Set<String> meters = found(SOURCES, "\"(alert_history_[a-z_]+)\"");
        assertThat(meters).hasSizeGreaterThan(3).allSatisfy(
                meter -> assertThat(Path.of("docs/operations.md")).content().contains(meter));
    }

    private static Set<String> found(Path root, String pattern) throws IOException {
        Set<String> found = new TreeSet<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Matcher matcher = Pattern.compile(pattern).matcher(Files.readString(file));
                while (matcher.find()) {
                    found.add(matcher.group(1) == null ? matcher.group(2) : matcher.group(1));
                }
            }
        }
        return found;
    }
}
