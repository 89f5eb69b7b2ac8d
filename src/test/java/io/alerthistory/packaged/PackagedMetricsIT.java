package io.alerthistory.packaged;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

import io.alerthistory.support.Programs;

/** The metrics as Prometheus takes them. */
class PackagedMetricsIT extends PackagedService {

    @Test
    void haveNamesThatPrometheusHasNothingAgainst() throws Exception {
        int port = freePort();
        Process process = start(Map.of("PORT", String.valueOf(port), "DATABASE_HEALTH_CHECK_INTERVAL", "1"));
        try {
            awaitReady(port, process);
            assertThat(post(port, SESSION)).isEqualTo(201);
            Awaitility.await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(scrape(port)).contains(
                    "alert_history_sessions{status=\"pending\",} 1.0", "alert_history_sessions{status=\"completed\",} 0.0",
                    "alert_history_job_last_success_timestamp_seconds{job=\"retention\",}",
                    "alert_history_job_last_success_timestamp_seconds{job=\"orphans\",}",
                    "alert_history_job_last_success_timestamp_seconds{job=\"expiry\",}"));
            assertThat(lint(scrape(port)).lines().filter(line -> line.startsWith("alert_history"))).isEmpty();
        } finally {
            process.destroyForcibly();
        }
    }

    /** What promtool says, which CI installs; elsewhere this part is left out. */
    private String lint(String metrics) throws IOException, InterruptedException {
        assumeTrue(Programs.isInstalled("promtool"), "promtool is not installed");
        Process linter = new ProcessBuilder("promtool", "check", "metrics").redirectErrorStream(true).start();
        linter.getOutputStream().write(metrics.getBytes(StandardCharsets.UTF_8));
        linter.getOutputStream().close();
        String said = new String(linter.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(linter.waitFor()).as(said).isIn(0, 3); // 3: it has something against a name, of ours or the framework's
        return said;
    }
}
