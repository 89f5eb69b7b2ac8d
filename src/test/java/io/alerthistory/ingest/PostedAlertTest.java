package io.alerthistory.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;
import io.alerthistory.redaction.Redactions;
import io.alerthistory.time.Micros;
import net.jqwik.api.Example;

/** Alerts as Prometheus and others post them, by Alertmanager's rules. */
class PostedAlertTest {

    private static final long NOW = Micros.of(Instant.parse("2026-11-29T02:40:00Z"));
    private static final long SECOND = 1_000_000;

    private static EpisodeReport report(String alert) {
        return PostedAlert.report(new JsonText(alert), "eu-1", Redaction.NONE, NOW);
    }

    private static String alert(String times) {
        return "{\"labels\":{\"alertname\":\"A\"}" + times + "}";
    }

    static Stream<Arguments> times() {
        long start = NOW - 600 * SECOND;
        String startsAt = ",\"startsAt\":\"2026-11-29T02:30:00Z\"";
        return Stream.of(
                Arguments.of("it fires until a promised end", startsAt + ",\"endsAt\":\"2026-11-29T02:44:00Z\"",
                        ReportedStart.leased(start, NOW + 240 * SECOND, NOW)),
                Arguments.of("it has just ended", startsAt + ",\"endsAt\":\"2026-11-29T02:39:50Z\"",
                        ReportedStart.ended(start, NOW - 10 * SECOND, NOW)),
                Arguments.of("it ends now", startsAt + ",\"endsAt\":\"2026-11-29T02:40:00Z\"",
                        ReportedStart.ended(start, NOW, NOW)),
                Arguments.of("it ended some time ago", startsAt + ",\"endsAt\":\"2026-11-29T02:39:49.999999Z\"",
                        ReportedStart.doubtfullyEnded(start, NOW - 10 * SECOND - 1, NOW)),
                Arguments.of("no end", startsAt, ReportedStart.leased(start, NOW + 300 * SECOND, NOW)),
                Arguments.of("an empty end", startsAt + ",\"endsAt\":\"\"",
                        ReportedStart.leased(start, NOW + 300 * SECOND, NOW)),
                Arguments.of("Go's zero time", startsAt + ",\"endsAt\":\"0001-01-01T00:00:00Z\"",
                        ReportedStart.leased(start, NOW + 300 * SECOND, NOW)),
                Arguments.of("neither", "", ReportedStart.leased(NOW, NOW + 300 * SECOND, NOW)),
                Arguments.of("no start, an end in the past", ",\"endsAt\":\"2026-11-29T02:30:00Z\"",
                        ReportedStart.doubtfullyEnded(start, start, NOW)),
                Arguments.of("no start, an end in the future", ",\"endsAt\":\"2026-11-29T02:41:00Z\"",
                        ReportedStart.leased(NOW, NOW + 60 * SECOND, NOW)),
                Arguments.of("an offset and nanoseconds",
                        ",\"startsAt\":\"2026-11-29T03:30:00.000000999+01:00\",\"endsAt\":\"2026-11-29T02:44:00Z\"",
                        ReportedStart.leased(start, NOW + 240 * SECOND, NOW)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("times")
    void startAndEndFollowAlertmanager(String name, String times, ReportedStart expected) {
        assertThat(report(alert(times)).start()).as(name).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "17; alert must be an object",
            "null; alert must be an object",
            "{}; labels must have at least one label with a value",
            "{\"labels\":{\"a\":\"\"}}; labels must have at least one label with a value",
            "{\"labels\":\"a\"}; labels must be an object of strings",
            "{\"labels\":{\"a\":1}}; labels must be an object of strings",
            "{\"labels\":{\"\":\"x\"}}; each name in labels must have 1 to 1,024 characters",
            "{\"labels\":{\"a\":\"\\u0000\"}}; each string and number must not contain the character U+0000",
            "{\"labels\":{\"a\":\"b\"},\"annotations\":[]}; annotations must be an object of strings",
            "{\"labels\":{\"a\":\"b\"},\"startsAt\":\"now\"}; startsAt must be an instant in the format of RFC 3339",
            "{\"labels\":{\"a\":\"b\"},\"startsAt\":\"2026-11-29T02:30:00Z\",\"endsAt\":\"2026-11-29T02:29:59Z\"}; "
                    + "endsAt must not be before startsAt" })
    void refusesWhatAlertmanagerRefuses(String alert, String message) {
        assertThatThrownBy(() -> report(alert)).isInstanceOf(ProblemException.class).hasMessage(message);
    }

    @Example
    void emptyLabelsAreNoPartOfTheIdentity() {
        EpisodeReport report = report("{\"labels\":{\"b\":\"2\",\"x\":\"\",\"a\":\"1\"}}");

        assertThat(report.alert().labels()).hasToString("{a=1, b=2}");
        assertThat(report.key()).isEqualTo(report("{\"labels\":{\"a\":\"1\",\"b\":\"2\"}}").key());
    }

    /** In UTF-8, U+10000 comes after U+FFFD; in UTF-16 it comes before. */
    @Example
    void labelsAreInTheOrderOfTheirBytes() {
        assertThat(report("{\"labels\":{\"\\ud800\\udc00\":\"1\",\"\\ufffd\":\"2\",\"a\":\"3\"}}").alert().labels().keySet())
                .containsExactly("a", "\ufffd", "\ud800\udc00");
    }

    @Example
    void redactionComesAfterTheFingerprint() {
        String alert = "{\"labels\":{\"alertname\":\"A\",\"user\":\"secret-1\"},\"annotations\":{\"s\":\"secret-2\"},"
                + "\"generatorURL\":\"http://secret-3\"}";
        EpisodeReport redacted = PostedAlert.report(new JsonText(alert), "", Redactions.of("secret-[0-9]"), NOW);

        assertThat(redacted.key().fingerprint()).isEqualTo(report(alert).key().fingerprint());
        assertThat(redacted.alert().labels()).containsEntry("user", "[redacted]");
        assertThat(redacted.alert().annotations()).hasToString("{\"s\":\"[redacted]\"}");
        assertThat(redacted.alert().extra()).hasToString("{\"generatorURL\":\"http://[redacted]\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = { "direct/prometheus-3.5-post-alerts.jsonl", "direct/vmalert-1.145-post-alerts.jsonl" })
    void recordedPostsAreRead(String file) {
        List<EpisodeReport> reports = RecordedEvents.bodies(file).stream().flatMap(body -> JsonItems.of(body).items().stream())
                .map(alert -> PostedAlert.report(alert, "", Redaction.NONE, NOW)).toList();

        assertThat(reports).hasSizeGreaterThan(20).allSatisfy(report -> {
            assertThat(report.alert().alertName()).isNotEmpty();
            assertThat(String.valueOf(report.alert().extra())).startsWith("{\"generatorURL\":\"http://");
            assertThat(report.start().doubtfulEndUs()).isNotNull(); // they were recorded some minutes before
        });
    }

    @Example
    void whatIsTooLargeIsRefusedOrShortened() {
        String many = Stream.iterate(0, i -> i + 1).limit(201).map(i -> "\"l" + i + "\":\"x\"").reduce((a, b) -> a + "," + b)
                .orElseThrow();

        assertThatThrownBy(() -> report("{\"labels\":{" + many + "}}")).hasMessage("labels must have at most 200 members");
        assertThatThrownBy(() -> report("{\"labels\":{\"a\":\"" + "x".repeat(16_385) + "\"}}"))
                .hasMessage("each value of labels must have at most 16,384 characters");
        assertThat(report("{\"labels\":{\"a\":\"b\"},\"annotations\":{\"s\":\"" + "x".repeat(20_000) + "\"}}").alert()
                .annotations()).hasToString("{\"s\":\"" + "x".repeat(16_384) + "\"}");
    }
}
