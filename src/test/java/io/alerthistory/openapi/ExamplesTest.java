package io.alerthistory.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.http.openapi.Examples.Exchange;
import io.alerthistory.support.OnSqlite;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;

/** The examples of the document are what the service answers. {@code bin/update-openapi} records them anew. */
@QuarkusTest
@TestProfile(ExamplesTest.AloneOnSqlite.class)
class ExamplesTest {

    private static final Path RECORDED = Path.of("src/main/resources/openapi/examples.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A database that no other test uses. */
    public static class AloneOnSqlite extends OnSqlite {

        /** An example shows what is set where nothing is. */
        @Override
        public Map<String, String> getConfigOverrides() {
            Map<String, String> overrides = new HashMap<>(super.getConfigOverrides());
            overrides.remove("REQUEST_HEADER_TIMEOUT_SECONDS");
            overrides.remove("REDACT_PATTERNS_FILE");
            overrides.remove("ALERT_SESSIONS");
            overrides.remove("MODEL_PRICES");
            return overrides;
        }
    }

    @Test
    void areWhatTheServiceAnswers() throws IOException {
        ApiDocument document = ApiDocument.served();
        List<Exchange> exchanges = new RecordedDay(document).exchanges();
        String recorded = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(exchanges) + "\n";
        if (Boolean.getBoolean("openapi.update")) {
            Files.createDirectories(RECORDED.getParent());
            Files.writeString(RECORDED, recorded);
        }
        assertThat(recorded).as("bin/update-openapi writes %s", RECORDED).isEqualTo(Files.readString(RECORDED));
        Set<String> shown = exchanges.stream().filter(exchange -> exchange.status() < 300).map(Exchange::operation)
                .collect(Collectors.toSet());
        assertThat(document.operations().stream().filter(operation -> !operation.path().startsWith("/sign-")) // these redirect
                .filter(operation -> !operation.path().endsWith("/events")) // these do not end
                .map(Operation::id)).as("an example of every operation")
                .allMatch(shown::contains);
    }
}
