package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.audit.AuditEntry;
import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.Acknowledgement;
import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertInvestigation;
import io.alerthistory.episode.read.AlertOrder;
import io.alerthistory.episode.read.AlertQuery;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.AlertState;
import io.alerthistory.episode.read.AlertView;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.EpisodeQuery;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.FoundEpisode;
import io.alerthistory.episode.read.Inhibitor;
import io.alerthistory.episode.read.ListedAlert;
import io.alerthistory.episode.read.NotificationQuery;
import io.alerthistory.episode.read.NotificationView;
import io.alerthistory.episode.read.Place;
import io.alerthistory.episode.read.Suppressed;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.read.TransitionKind;
import io.alerthistory.episode.read.TransitionView;
import io.alerthistory.history.CountMode;
import io.alerthistory.history.Total;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link AlertReadStore} does. Each test has a source of its own. */
interface AlertReadStoreContract {

    long DAY = 20_000;

    EpisodeStore episodes();

    SessionStore sessions();

    AlertReadStore alertReads();

    private RecordedAlerts recorded() {
        return RecordedAlerts.on(episodes(), DAY);
    }

    private DetailedAlert alert(RecordedAlerts alerts, String name) {
        List<DetailedAlert> found = Await.on(() -> alertReads().named(alerts.alert(name).key().fingerprint(), null));
        assertThat(found).hasSize(1);
        return found.get(0);
    }

    private List<AlertView> list(AlertQuery query) {
        return Await.on(() -> alertReads().alerts(query)).stream().map(ListedAlert::alert).toList();
    }

    private static AlertQuery query(RecordedAlerts alerts, TimeWindow window, AlertOrder order, @Nullable Place after) {
        return new AlertQuery(alerts.filter(), window, after, 10, CountMode.EXACT, order, alerts.at(1_000));
    }

    @Test
    default void findsTheAlertsWithAFingerprintInTheOrderOfTheirSources() {
        RecordedAlerts first = new RecordedAlerts(episodes(), "a" + Samples.id(), 0);
        first.ended("Disk", 1, 2);
        DetailedAlert alert = alert(first, "Disk");

        assertThat(alert.source()).isEqualTo(first.source());
        assertThat(alert.view()).satisfies(view -> {
            assertThat(view.alertname()).isEqualTo("Disk");
            assertThat(view.state()).isEqualTo(AlertState.RESOLVED);
            assertThat(view.startsAtUs()).isEqualTo(first.at(1));
            assertThat(view.endsAtUs()).isEqualTo(first.at(2));
            assertThat(view.episodes()).isEqualTo(1);
        });
        assertThat(Await.on(() -> alertReads().named(alert.fingerprint(), first.source()))).hasSize(1);
        assertThat(Await.on(() -> alertReads().named(alert.fingerprint(), "another"))).isEmpty();
        assertThat(Await.on(() -> alertReads().named(Samples.id(), null))).isEmpty();
    }

    @Test
    default void listsAlertsOfAWindowWithWhatTheyFiredInIt() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        alerts.ended("Disk", 30, 50);
        alerts.firing("Node", 100);
        alerts.ended("Old", 1, 2);
        TimeWindow window = new TimeWindow(alerts.at(15), alerts.at(200));

        List<AlertView> byTime = list(query(alerts, window, AlertOrder.FIRING_SECONDS, null));
        assertThat(byTime).extracting(AlertView::alertname).containsExactly("Node", "Disk");
        assertThat(byTime).extracting(AlertView::firingSeconds).containsExactly(6_000L, 1_500L);
        assertThat(byTime).extracting(AlertView::episodes).containsExactly(1L, 2L);
        assertThat(list(query(alerts, window, AlertOrder.EPISODES, null))).extracting(AlertView::alertname)
                .containsExactly("Disk", "Node");
        assertThat(list(query(alerts, window, AlertOrder.STARTS_AT_US, Place.of(alerts.at(100), 0))))
                .extracting(AlertView::alertname).containsExactly("Disk");
        assertThat(Await.on(() -> alertReads().count(query(alerts, window, AlertOrder.EPISODES, null))))
                .isEqualTo(Total.exact(2));
        assertThat(list(query(alerts, TimeWindow.ALL, AlertOrder.CHANGED_AT_US, null))).hasSize(3);
    }

    @Test
    default void listsByStateSeverityAndLabel() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        alerts.firing("Node", 10);
        for (AlertFilter filter : List.of(
                new AlertFilter(AlertState.FIRING, null, null, alerts.source(), new TreeMap<>(), List.of()),
                new AlertFilter(null, "Node", null, alerts.source(), new TreeMap<>(), List.of()),
                new AlertFilter(AlertState.FIRING, null, "s" + alerts.source(), null, new TreeMap<>(), List.of()),
                new AlertFilter(null, null, null, alerts.source(), new TreeMap<>(java.util.Map.of("team", "tNode")),
                        List.of()))) {
            assertThat(list(AlertQuery.byChange(filter, TimeWindow.ALL, 10, CountMode.NONE))).as(filter.toString())
                    .extracting(AlertView::alertname).containsExactly("Node");
        }
    }

    @Test
    default void hasTheEpisodesOfAnAlertWithWhatBelongsToThem() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        alerts.firing("Disk", 30);
        alerts.notified("Disk", 10, 12);
        alerts.notified("Disk", 10, 11);
        DetailedAlert alert = alert(alerts, "Disk");

        List<EpisodeView> all = Await.on(() -> alertReads().episodes(alert, Long.MAX_VALUE, 10, 1_000)).rows();
        assertThat(all).extracting(EpisodeView::startsAtUs).containsExactly(alerts.at(30), alerts.at(10));
        assertThat(all).extracting(EpisodeView::notifications).containsExactly(0L, 2L);
        assertThat(all.get(1).firstNotifiedAtUs()).isEqualTo(alerts.at(11));
        assertThat(Await.on(() -> alertReads().episodes(alert, alerts.at(30), 10, 1_000)).rows())
                .extracting(EpisodeView::endsAtUs)
                .containsExactly(alerts.at(20));
        assertThat(Await.on(() -> alertReads().episodes(alert, Long.MAX_VALUE, 1, 0)).rows()).hasSize(1);
    }

    @Test
    default void tellsTransitionsAndWhatHeldAnAlertBack() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        String notification = alerts.notified("Disk", 10, 12);
        String silence = alerts.silenced("Disk", 14, 18);
        DetailedAlert alert = alert(alerts, "Disk");

        List<TransitionView> rows = Await.on(() -> alertReads().transitions(alert, null, 10));
        assertThat(rows).extracting(TransitionView::kind).containsExactlyInAnyOrder(TransitionKind.FIRED,
                TransitionKind.NOTIFIED, TransitionKind.RESOLVED);
        assertThat(rows).filteredOn(row -> row.kind() == TransitionKind.NOTIFIED).extracting(TransitionView::ref)
                .containsExactly(notification);
        assertThat(Await.on(() -> alertReads().transitions(alert, Place.of(alerts.at(15), 0), 10)))
                .extracting(TransitionView::kind).containsExactly(TransitionKind.RESOLVED);
        List<Suppressed> held = Await.on(() -> alertReads().suppressions(List.of(alert.id()), alerts.at(10), null));
        assertThat(held).extracting(Suppressed::ref).containsExactly(silence);
        assertThat(held.get(0).silencedBy()).isEqualTo("jo");
        assertThat(Await.on(() -> alertReads().suppressions(List.of(alert.id()), 0, alerts.at(0) - 1))).isEmpty();
        assertThat(Await.on(() -> alertReads().suppressions(List.of(alert.id()), alerts.at(10) + 1, null))).isEmpty();
        AlertKey key = alerts.alert("Disk").key();
        assertThat(Await.on(() -> alertReads().inhibitors(List.of(new Inhibitor.Asked(key, alerts.at(15)),
                new Inhibitor.Asked(key, alerts.at(5)), new Inhibitor.Asked(new AlertKey("no", "no"), 1)))))
                .containsExactly(new Inhibitor(key, alerts.at(15), alerts.at(10), alerts.at(20)));
    }

    @Test
    default void findsWhatFiresAtAnInstantAndInAWindow() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        alerts.ended("Net", 15, 25);
        alerts.firing("Node", 30);
        AlertFilter filter = alerts.filter();

        EpisodeQuery at = EpisodeQuery.at(filter, alerts.at(19), null, null, 10);
        assertThat(names(Await.on(() -> alertReads().active(at, alerts.at(19))))).containsExactly("Net", "Disk");
        assertThat(names(Await.on(() -> alertReads().active(at, alerts.at(20))))).containsExactly("Net");
        assertThat(names(Await.on(() -> alertReads().active(at, alerts.at(40))))).containsExactly("Node");
        EpisodeQuery in = EpisodeQuery.in(filter, new TimeWindow(alerts.at(12), alerts.at(31)), null, 10);
        assertThat(names(Await.on(() -> alertReads().started(in)))).containsExactly("Node", "Net");
        assertThat(names(Await.on(() -> alertReads().reaching(in)))).containsExactly("Disk");
    }

    private static List<String> names(List<FoundEpisode> found) {
        return found.stream().map(FoundEpisode::alertname).toList();
    }

    @Test
    default void anAcknowledgementIsTheFirstAndCanBeTakenBack() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        DetailedAlert ended = alert(alerts, "Disk");
        List<Long> starts = new ArrayList<>();
        assertThat(Await.<@Nullable Acknowledgement> on(() -> alertReads().acknowledge(ended.id(), candidate("jo", 1),
                start -> entry(start, starts)))).isNull();
        assertThat(Await.on(() -> alertReads().takeBack(ended.id(), start -> entry(start, starts)))).isFalse();
        assertThat(starts).isEmpty();

        alerts.firing("Disk", 30);
        DetailedAlert firing = alert(alerts, "Disk");
        Acknowledgement first = new Acknowledgement(alerts.at(30), 1, "jo", "mine");
        for (String who : List.of("jo", "mo")) {
            assertThat(Await.on(() -> alertReads().acknowledge(firing.id(), candidate(who, 1), start -> entry(start, starts))))
                    .isEqualTo(first);
        }
        assertThat(alert(alerts, "Disk").view().ackedBy()).isEqualTo("jo");
        assertThat(Await.on(() -> alertReads().firing())).filteredOn(row -> ("s" + alerts.source()).equals(row.severity()))
                .satisfiesExactly(row -> {
                    assertThat(row.alerts()).isEqualTo(1);
                    assertThat(row.acknowledged()).isEqualTo(1);
                });

        for (int i = 0; i < 2; i++) {
            assertThat(Await.on(() -> alertReads().takeBack(firing.id(), start -> entry(start, starts)))).isTrue();
        }
        assertThat(alert(alerts, "Disk").view().ackedBy()).isNull();
        assertThat(starts).as("an entry for what changed, by the start of the episode").containsOnly(alerts.at(30));
    }

    private static Acknowledgement candidate(String who, long us) {
        return new Acknowledgement(0, us, who, "mine");
    }

    private static AuditEntry entry(long start, List<Long> starts) {
        starts.add(start);
        return Samples.entry();
    }

    @Test
    default void hasTheLatestInvestigationAndWhatFlaps() {
        RecordedAlerts alerts = recorded();
        for (int minute : List.of(10, 20, 30)) {
            alerts.ended("Disk", minute, minute + 5);
        }
        alerts.firing("Node", 10);
        AlertKey disk = alerts.alert("Disk").key();
        AlertKey node = alerts.alert("Node").key();
        AlertSession last = investigation(disk, alerts.at(20));
        investigation(disk, alerts.at(10));

        assertThat(Await.on(() -> alertReads().investigations(List.of(disk, node)))).containsExactly(
                new AlertInvestigation(disk, last.sessionId, SessionStatus.IN_PROGRESS, last.startedAtUs));
        List<AlertKey> asked = List.of(disk, node, new AlertKey("no", "no"));
        assertThat(Await.on(() -> alertReads().flapping(asked, alerts.at(36)))).containsExactly(disk);
        assertThat(Await.on(() -> alertReads().flapping(asked, alerts.at(200)))).isEmpty();
    }

    private AlertSession investigation(AlertKey key, long startsAtUs) {
        AlertSession session = Samples.session();
        session.alertFingerprint = key.fingerprint();
        session.alertSource = key.source();
        session.alertStartsAtUs = startsAtUs;
        session.startedAtUs = startsAtUs + 1;
        Await.on(() -> sessions().create(session));
        return session;
    }

    @Test
    default void listsNotificationsTheNewestFirst() {
        RecordedAlerts alerts = recorded();
        alerts.ended("Disk", 10, 20);
        String first = alerts.notified("Disk", 10, 11);
        String second = alerts.notified("Disk", 10, 12);
        TimeWindow window = new TimeWindow(alerts.at(0), alerts.at(30));

        assertThat(notifications(new NotificationQuery(window, null, alerts.source(), null, null, 10))).containsExactly(second,
                first);
        assertThat(notifications(new NotificationQuery(window, "pager", alerts.source(), null,
                new Place(alerts.at(12), 0, second, "", 0), 10))).containsExactly(first);
        assertThat(notifications(new NotificationQuery(window, "nobody", alerts.source(), null, null, 10))).isEmpty();
        assertThat(
                notifications(new NotificationQuery(window, null, alerts.source(), alerts.alert("Disk").key().fingerprint(),
                        null, 1)))
                .containsExactly(second);
        assertThat(notifications(new NotificationQuery(window, null, alerts.source(), "none", null, 10))).isEmpty();
    }

    private List<String> notifications(NotificationQuery query) {
        return Await.on(() -> alertReads().notifications(query)).stream().map(NotificationView::notificationId).toList();
    }
}
