package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.alerthistory.episode.AlertFacts;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.Notification;
import io.alerthistory.episode.RecordedFacts;
import io.alerthistory.episode.RecordedFacts.Outcome;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import io.alerthistory.episode.Silence;
import io.alerthistory.episode.Suppression;
import io.alerthistory.json.JsonText;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/**
 * What every {@link EpisodeStore} does. What is stored shows in what the next reports change. Instants are small numbers, long
 * before
 * those of other tests.
 */
interface EpisodeStoreContract {

    long NOW = 10_000_000;

    EpisodeStore episodes();

    private static ReportedAlert alert(String fingerprint) {
        return new ReportedAlert(new AlertKey("contract", fingerprint),
                new TreeMap<>(Map.of("alertname", "A", "id", fingerprint)), JsonText.EMPTY_OBJECT, null);
    }

    private List<Outcome> record(String fingerprint, ReportedStart... starts) {
        List<EpisodeReport> reports = Stream.of(starts).map(start -> new EpisodeReport(alert(fingerprint), start)).toList();
        return Await.on(() -> episodes().record(AlertFacts.of(reports), NOW)).outcomes();
    }

    private static ReportedStart seen(long start) {
        return ReportedStart.seen(start, start + 1, NOW);
    }

    private static ReportedStart ended(long start, long end) {
        return ReportedStart.ended(start, end, NOW);
    }

    @Test
    default void endsWhatFired() {
        String id = Samples.id();
        assertThat(record(id, seen(100))).containsExactly(Outcome.CREATED);
        assertThat(record(id, seen(100))).containsExactly(Outcome.UNCHANGED);
        assertThat(record(id, ended(100, 200))).containsExactly(Outcome.UPDATED);
        assertThat(record(id, ended(100, 200), seen(100), ended(100, 150)))
                .containsExactly(Outcome.UNCHANGED, Outcome.UNCHANGED, Outcome.UNCHANGED);
        assertThat(record(id, ended(100, 300))).containsExactly(Outcome.UPDATED);
    }

    @Test
    default void isTheSameInAnyOrder() {
        List<ReportedStart> reports = List.of(seen(100), ReportedStart.leased(90, 120, NOW), ended(100, 200), ended(150, 260),
                ReportedStart.doubtfullyEnded(300, 330, NOW), ReportedStart.leased(310, 320, NOW), seen(500));
        IntStream.range(0, reports.size()).forEach(shift -> {
            String id = Samples.id();
            IntStream.range(0, reports.size()).forEach(i -> record(id, reports.get((i + shift) % reports.size())));
            assertThat(record(id, reports.toArray(ReportedStart[]::new))).as("shifted by %d", shift)
                    .containsOnly(Outcome.UNCHANGED);
            assertThat(record(id, ended(90, 260), seen(500))).as("shifted by %d", shift)
                    .containsOnly(Outcome.UNCHANGED);
            assertThat(record(id, ended(95, 261))).containsExactly(Outcome.UPDATED);
        });
    }

    @Test
    default void onlyALapsedPromiseEndsByItself() {
        String id = Samples.id();
        String other = Samples.id();
        record(id, ReportedStart.leased(100, NOW + 50, NOW));
        record(other, seen(100));

        Await.on(() -> episodes().endLapsed(NOW + 50, 1_000));
        assertThat(record(id, ReportedStart.leased(100, NOW + 50, NOW))).containsExactly(Outcome.UNCHANGED);

        Await.on(() -> episodes().endLapsed(NOW + 51, 1_000));
        assertThat(record(id, ReportedStart.leased(100, NOW + 900, NOW))).as("reopens").containsExactly(Outcome.UPDATED);
        assertThat(record(other, seen(100))).containsExactly(Outcome.UNCHANGED);
        assertThat(Await.on(() -> episodes().endLapsed(NOW + 51, 1_000))).isZero();
    }

    @Test
    default void survivesParallelDeliveries() {
        List<String> ids = IntStream.range(0, 5).mapToObj(i -> Samples.id()).sorted().toList();
        List<Outcome> outcomes = Await.together(20, i -> episodes().record(AlertFacts.of(ids.stream()
                .map(id -> new EpisodeReport(alert(id), i % 2 == 0 ? seen(100 - i) : ended(100, 200 + i))).toList()), NOW))
                .stream()
                .flatMap(recorded -> recorded.outcomes().stream()).toList();
        assertThat(outcomes).filteredOn(Outcome.CREATED::equals).hasSizeBetween(5, 50);
        assertThat(ids).allSatisfy(id -> assertThat(record(id, ended(100, 219))).containsExactly(Outcome.UNCHANGED));
    }

    @Test
    default void sourcesAreApart() {
        String id = Samples.id();
        ReportedAlert elsewhere = new ReportedAlert(new AlertKey("elsewhere", id), alert(id).labels(), null, null);
        assertThat(record(id, seen(100))).containsExactly(Outcome.CREATED);
        assertThat(Await.on(() -> episodes().record(AlertFacts.of(List.of(new EpisodeReport(elsewhere, seen(100)))), NOW))
                .outcomes()).containsExactly(Outcome.CREATED);
    }

    private RecordedFacts notify(String fingerprint, Notification... sent) {
        return Await.on(() -> episodes().record(new AlertFacts(List.of(new EpisodeReport(alert(fingerprint), seen(100))),
                Arrays.asList(sent), List.of(), List.of()), NOW));
    }

    private static Notification notification(String id, boolean digest, long atUs, String fingerprint) {
        return new Notification(id, digest, atUs, "contract", "{}:{}", "team", "webhook", 0, "first notification", 0, null,
                List.of(new Notification.Notified(alert(fingerprint).key(), 100, Notification.State.FIRING)));
    }

    @Test
    default void aNotificationIsStoredOnce() {
        String id = Samples.id();
        assertThat(notify(id, notification(id, false, 100, id), notification(id, false, 100, id)).notifications()).isEqualTo(1);
        assertThat(notify(id, notification(id, false, 90_000_000, id)).notifications()).isZero();
    }

    @Test
    default void theSameMessageWithinAMinuteIsOneNotification() {
        String id = Samples.id();
        assertThat(notify(id, notification(id, true, 100, id)).notifications()).isEqualTo(1);
        assertThat(notify(id, notification(id, true, 60_000_100, id)).notifications()).isZero();
        assertThat(notify(id, notification(id, true, 60_000_101, id)).notifications()).isEqualTo(1);
        assertThat(notify(id, notification(id, true, 101, id)).notifications()).isZero();
    }

    @Test
    default void keepsSilencesAndWhatTheyHeldBack() {
        String id = Samples.id();
        Silence silence = new Silence("contract", id, 50, 60, 70, new JsonText("[]"), "someone", "", false);
        List<Suppression> seen = Stream.of(0L, 3_600_000_000L, 7_200_000_001L).map(
                at -> new Suppression(alert(id), Suppression.Kind.SILENCED, id, at)).toList();
        AlertFacts facts = new AlertFacts(List.of(), List.of(), List.of(silence, silence), seen);
        assertThat(Await.on(() -> episodes().record(facts, NOW)).outcomes()).isEmpty();
        assertThat(Await.on(() -> episodes().record(facts, NOW)).notifications()).isZero();
    }
}
