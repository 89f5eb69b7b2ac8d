package io.alerthistory.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.Fingerprint;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.ingest.PolledReader.PolledAlert;
import io.alerthistory.json.JsonItems;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;

class PolledReaderTest {

    private static final long NOW = 1_769_860_800_000_000L; // 2026-01-31T12:00:00Z
    private static final String FIRING = """
            [{"annotations":{"summary":"slow"},"endsAt":"2026-01-31T12:04:00.000Z","fingerprint":"0","receivers":[{"name":"x"}],
              "startsAt":"2026-01-31T11:00:00.000Z","updatedAt":"2026-01-31T12:00:00.000Z","generatorURL":"http://prometheus/graph",
              "status":{"inhibitedBy":["00000000000000bb","00000000000000aa"],"mutedBy":[],"silencedBy":["s-2","s-1"],
              "state":"suppressed"},"labels":{"alertname":"DiskSlow","node":"a"}}]""";

    private final PolledReader reader = new PolledReader("eu", Redaction.NONE, NOW);

    private static JsonItems items(String json) {
        return JsonItems.of(new JsonText(json.strip()));
    }

    @Test
    void anAlertFiresUntilItsPromiseEndsAndIsHeldBack() {
        PolledAlert alert = reader.alerts(items(FIRING)).get(0);
        EpisodeReport report = alert.report();
        assertThat(report.key().source()).isEqualTo("eu");
        assertThat(report.key().fingerprint()).isEqualTo(Fingerprint.of(report.alert().labels()));
        assertThat(report.start())
                .isEqualTo(ReportedStart.leased(NOW - 3_600_000_000L, NOW + 240_000_000, NOW));
        assertThat(alert.suppressions()).extracting(Suppression::kind, Suppression::ref).containsExactly(
                tuple(Suppression.Kind.SILENCED, "s-1"),
                tuple(Suppression.Kind.SILENCED, "s-2"),
                tuple(Suppression.Kind.INHIBITED, "|00000000000000aa,00000000000000bb"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "\"labels\":{\"alertname\":\"DiskSlow\",\"node\":\"a\"} | \"labels\":{}",
            "\"labels\":{\"alertname\":\"DiskSlow\",\"node\":\"a\"} | \"labels\":[]",
            "\"startsAt\":\"2026-01-31T11:00:00.000Z\"              | \"startsAt\":\"yesterday\"",
            "\"startsAt\":\"2026-01-31T11:00:00.000Z\"              | \"started\":1",
            "\"status\":{                                           | \"state\":{",
            "\"silencedBy\":[\"s-2\",\"s-1\"]                       | \"silencedBy\":[1]",
            "\"silencedBy\":[\"s-2\",\"s-1\"]                       | \"silencedBy\":\"s-1\"" })
    void whatIsInvalidIsCountedAndDoesNotHideTheRest(String sent, String invalid) {
        assertThat(FIRING).contains(sent);
        String both = FIRING.replace(sent, invalid).replaceFirst("]$", "," + FIRING.substring(1));
        assertThat(reader.alerts(items(both))).hasSize(1);
        assertThat(reader.rejected()).isEqualTo(1);
    }

    @Test
    void silencesOfARealAlertmanagerAreRead() throws IOException {
        try (InputStream in = Objects
                .requireNonNull(getClass().getResourceAsStream("/alertmanager/get-api-v2-silences.json"))) {
            List<Silence> silences = reader.silences(new ObjectMapper().readValue(in, JsonItems.class));
            assertThat(silences).hasSize(3).allMatch(Silence::seenByApi);
            assertThat(silences.get(2)).satisfies(ended -> {
                assertThat(ended.silenceId()).isEqualTo("71852027-3040-4356-8cb7-2ce414c0c3a8");
                assertThat(ended.createdBy()).isEqualTo("jdoe");
                assertThat(ended.endsAtUs()).as("ended by hand").isEqualTo(ended.updatedAtUs());
            });
            assertThat(silences.get(1).matchers().text()).contains("\"isRegex\":true", "\"value\":\"check.*\"");
        }
    }

    @Test
    void whatTheStoreHasIsNotWrittenWithEveryPoll() {
        List<PolledAlert> alerts = reader.alerts(items(FIRING));
        Silence silence = silence(NOW);
        PolledFacts first = PolledFacts.of(alerts, List.of(silence), NOW);
        assertThat(first.newsSince(PolledFacts.NONE).suppressions()).hasSize(3);
        assertThat(first.newsSince(PolledFacts.NONE).silences()).containsExactly(silence);

        PolledFacts stored = first.after(PolledFacts.NONE);
        PolledFacts soon = PolledFacts.of(alerts, List.of(silence), NOW + 30_000_000);
        assertThat(soon.newsSince(stored).suppressions()).isEmpty();
        assertThat(soon.newsSince(stored).silences()).isEmpty();
        assertThat(soon.newsSince(stored).reports()).hasSize(1);

        PolledFacts later = soon.after(stored);
        PolledFacts changed = PolledFacts.of(alerts, List.of(silence(NOW + 1)), NOW + 1_200_000_000);
        assertThat(changed.newsSince(later).suppressions()).as("within the hour that joins two sights").hasSize(3);
        assertThat(changed.newsSince(later).silences()).hasSize(1);
        assertThat(PolledFacts.of(List.of(), List.of(), NOW).after(later).down().up()).isFalse();
    }

    private static Silence silence(long updatedAtUs) {
        return new Silence("eu", "s-1", updatedAtUs, NOW - 1, NOW + 1, new JsonText("[]"), "jdoe", "", true);
    }
}
