package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;

/** The document that the service serves, and its copy in docs, which {@code bin/update-openapi} writes. */
@QuarkusTest
@TestProfile(OnSqlite.class)
class OpenApiDocumentTest {

    static final Path COPY = Path.of("docs/openapi.yaml");

    private static final Map<String, Integer> SEVERAL_MEDIA_TYPES = Map.of("/api/v1/episodes", 3, "/api/v1/alerts/statistics",
            2,
            "/api/v1/history/export", 2, "/api/v1/history/usage", 2);

    @Test
    void isTheOneInDocs() throws IOException {
        if (Boolean.getBoolean("openapi.update")) {
            Files.writeString(COPY, RestAssured.get("/q/openapi").asString());
        }
        assertThat(ApiDocument.served().root().toPrettyString()).as("bin/update-openapi writes %s", COPY)
                .isEqualTo(ApiDocument.of(Files.readString(COPY)).root().toPrettyString());
    }

    @Test
    void namesEveryOperationOnce() {
        List<Operation> operations = ApiDocument.served().operations();
        assertThat(operations).hasSizeGreaterThan(7)
                .allSatisfy(operation -> assertThat(operation.id()).as(operation.name()).matches("[a-z]+(_[a-z]+)+"));
        assertThat(operations.stream().map(Operation::id)).doesNotHaveDuplicates();
    }

    @Test
    void describesWhatIsAnsweredAndEveryRefusal() {
        assertThat(ApiDocument.served().operations()).allSatisfy(operation -> {
            assertThat(operation.node().path("responses").fieldNames()).toIterable().as(operation.name())
                    .contains("400", "503")
                    .anyMatch(status -> status.startsWith(operation.path().startsWith("/sign-") ? "30" : "2"));
            operation.node().path("responses").properties().forEach(response -> {
                JsonNode content = operation.document().resolve(response.getValue()).path("content");
                assertThat(content.fieldNames()).toIterable().as(operation.name() + " " + response.getKey())
                        .hasSize(mediaTypes(operation, response.getKey()))
                        .allMatch(type -> type.equals("application/problem+json") == response.getKey().compareTo("400") >= 0
                                || List.of("health_report", "readiness_report", "database_connectivity")
                                        .contains(operation.id()));
            });
        });
    }

    /** Prometheus and vmalert expect the 200 without a body that an Alertmanager gives them. Some routes write CSV, too. */
    private static int mediaTypes(Operation operation, String status) {
        if (List.of("204", "302", "303", "304").contains(status)
                || (status.equals("200") && operation.path().endsWith("/api/v2/alerts"))) {
            return 0;
        }
        return status.equals("200") ? SEVERAL_MEDIA_TYPES.getOrDefault(operation.path(), 1) : 1;
    }

    /** The linter of the API's description warns of such a component, and CI stops at a warning. */
    @Test
    void usesEveryComponentThatItDescribes() {
        ApiDocument document = ApiDocument.served();
        List<String> references = document.root().findValuesAsText("$ref");
        assertThat(List.of("schemas", "responses", "headers")).allSatisfy(kind -> assertThat(
                document.root().path("components").path(kind).fieldNames()).toIterable().as(kind)
                .allMatch(name -> references.contains("#/components/" + kind + "/" + name)));
    }

    @Test
    void hasOnlyExamplesThatFitTheirSchema() {
        ApiDocument document = ApiDocument.served();
        JsonSchemas schemas = new JsonSchemas(document);
        assertThat(document.root().findParents("examples")).isNotEmpty().allSatisfy(content -> content.path("examples")
                .properties()
                .forEach(example -> assertThat(JsonSchemas.isText(document.resolve(content.path("schema"))) ? List.of()
                        : schemas.violations(content.path("schema"), example.getValue().path("value")))
                        .as(example.getKey()).isEmpty()));
    }
}
