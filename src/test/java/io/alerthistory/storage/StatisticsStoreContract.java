package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.AlertFilter;
import io.alerthistory.episode.read.AlertReadStore;
import io.alerthistory.episode.read.DetailedAlert;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupEpisode;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.GroupSuppressed;
import io.alerthistory.episode.read.ListedLabels;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.read.TimeWindow;
import io.alerthistory.episode.statistics.Definitions;
import io.alerthistory.episode.statistics.EpisodeFacts;
import io.alerthistory.episode.statistics.EpisodeTimes;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.session.AlertSession;
import io.alerthistory.session.SessionStatus;
import io.alerthistory.session.SessionStore;
import io.alerthistory.support.Await;
import io.alerthistory.support.Samples;

/** What every {@link StatisticsStore} does. Each test has a source of its own. */
interface StatisticsStoreContract {

    long DAY = 20_010;

    EpisodeStore episodes();

    SessionStore sessions();

    AlertReadStore alertReads();

    StatisticsStore statistics();

    RollupStore rollups();

    /** Two episodes of Disk, one of Node that somebody was told of and silenced, one of Disk on the next day. */
    private RecordedAlerts recorded() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 20);
        alerts.ended("Disk", 30, 31);
        alerts.ended("Node", 60, 70);
        alerts.notified("Node", 60, 61);
        alerts.silenced("Node", 62, 65);
        alerts.ended("Disk", 1_450, 1_460);
        RollupStoreContract.rollUp(rollups(), Integer.MIN_VALUE);
        return alerts;
    }

    private static GroupQuery by(RecordedAlerts alerts, String group) {
        return new GroupQuery(alerts.filter(), null, Objects.requireNonNull(GroupBy.parse(group)), null);
    }

    private static TimeWindow window(RecordedAlerts alerts, long from, long to) {
        return new TimeWindow(alerts.at(from), alerts.at(to));
    }

    @Test
    default void addsUpDaysByRuleAndByLabel() {
        RecordedAlerts alerts = recorded();
        for (List<String> group : List.of(List.of("alertname", "Disk", "Node"), List.of("label.team", "tDisk", "tNode"))) {
            GroupQuery query = by(alerts, group.get(0));
            List<GroupFigures> sums = Await.on(() -> statistics().sums(query, (int) DAY, (int) DAY + 1, 10));
            assertThat(sums).extracting(GroupFigures::key).containsExactly(group.get(1), group.get(2));
            assertThat(sums).extracting(row -> row.figures().tally().episodes()).containsExactly(2L, 1L);
            assertThat(sums.get(0).figures().times().ttrUs()).isEqualTo(11 * RecordedAlerts.MINUTE);
            assertThat(sums.get(1).figures().tally().acked()).isEqualTo(1);
            assertThat(Await.on(() -> statistics().sums(query, (int) DAY, (int) DAY + 2, 1)))
                    .extracting(row -> row.figures().tally().episodes()).containsExactly(3L);
            List<GroupFigures> durations = Await.on(() -> statistics().durations(query, (int) DAY, (int) DAY + 1));
            assertThat(durations).filteredOn(row -> row.key().equals(group.get(1)))
                    .extracting(row -> row.figures().durations().text()).containsExactly("60 600");
        }
        GroupQuery one = new GroupQuery(alerts.filter(), null, GroupBy.ALERTNAME, List.of("Node"));
        assertThat(Await.on(() -> statistics().sums(one, (int) DAY, (int) DAY + 2, 10))).hasSize(1);
    }

    @Test
    default void hasTheEpisodesOfAPartOfADayWithThoseBefore() {
        RecordedAlerts alerts = recorded();
        List<GroupEpisode> rows = Await
                .on(() -> statistics().episodes(by(alerts, "alertname"), window(alerts, 25, 1_440)));

        assertThat(rows).extracting(GroupEpisode::key).containsExactlyInAnyOrder("Disk", "Disk", "Node");
        assertThat(rows).filteredOn(row -> row.key().equals("Disk")).extracting(row -> row.facts().startsAtUs())
                .containsExactly(alerts.at(10), alerts.at(30));
        EpisodeFacts node = rows.stream().filter(row -> row.key().equals("Node")).findFirst().orElseThrow().facts();
        assertThat(node.notified()).isTrue();
        assertThat(node.silenced()).isTrue();
        assertThat(node.silencedAtUs()).isEqualTo(alerts.at(62));
        assertThat(node.ackedAtUs()).isNull();
        assertThat(node.actedAtUs()).isNull();
    }

    @Test
    default void tellsWhatWasHeldBackAndWhoTells() {
        RecordedAlerts alerts = recorded();
        RecordedAlerts other = RecordedAlerts.on(episodes(), DAY);
        other.ended("Disk", 10, 20);
        RollupStoreContract.rollUp(rollups(), Integer.MIN_VALUE);

        assertThat(Await.on(() -> statistics().suppressed(by(alerts, "alertname"), window(alerts, 0, 1_440))))
                .extracting(GroupSuppressed::key).containsExactly("Node");
        assertThat(Await.on(() -> statistics().suppressed(by(alerts, "alertname"), window(alerts, 0, 60)))).isEmpty();
        for (String group : List.of("alertname", "label.team")) {
            assertThat(Await.on(() -> statistics().told(by(alerts, group), window(alerts, 0, 1_440)))).hasSize(2);
            assertThat(Await.on(() -> statistics().told(by(other, group), window(other, 0, 1_440)))).isEmpty();
        }
    }

    @Test
    default void tellsWhatHoldsBackWhatStillFires() {
        RecordedAlerts alerts = recorded();
        alerts.firing("Load", 500);
        String silence = alerts.silenced("Load", 510, 600);
        for (String group : List.of("alertname", "label.team")) {
            assertThat(Await.on(() -> statistics().unsettled(by(alerts, group), (int) DAY, (int) DAY + 1))).isEmpty();
        }
        RollupStoreContract.rollUp(rollups(), Integer.MIN_VALUE);
        for (List<String> group : List.of(List.of("alertname", "Load"), List.of("label.team", "tLoad"))) {
            GroupQuery query = by(alerts, group.get(0));
            List<GroupSuppressed> rows = Await.on(() -> statistics().unsettled(query, (int) DAY, (int) DAY + 1));
            assertThat(rows).extracting(GroupSuppressed::key).containsExactly(group.get(1));
            assertThat(rows).extracting(row -> row.suppressed().ref()).containsExactly(silence);
            assertThat(Await.on(() -> statistics().unsettled(query, (int) DAY + 1, (int) DAY + 2))).isEmpty();
        }
    }

    @Test
    default void countsStartsByQuarterOfAnHour() {
        RecordedAlerts alerts = recorded();
        long first = alerts.at(0) / Definitions.QUARTER_US;
        for (String group : List.of("alertname", "label.team")) {
            assertThat(Await.on(() -> statistics().starts(by(alerts, group), window(alerts, 0, 1_440)))).as(group)
                    .isEqualTo(Map.of(first, 1L, first + 2, 1L, first + 4, 1L));
        }
    }

    @Test
    default void hasTheAlertsThatMatchersAreAppliedTo() {
        RecordedAlerts alerts = recorded();
        AlertFilter disk = new AlertFilter(null, "Disk", null, alerts.source(), new TreeMap<>(), List.of());
        assertThat(Await.on(() -> statistics().candidates(disk, 0, 10)))
                .extracting(row -> row.labels().tree().get("team").asText())
                .containsExactly("tDisk");
        List<ListedLabels> all = Await.on(() -> statistics().candidates(alerts.filter(), 0, 10));
        assertThat(all).hasSize(2).isSortedAccordingTo((one, next) -> Long.compare(one.alertId(), next.alertId()));
        assertThat(Await.on(() -> statistics().candidates(alerts.filter(), 0, 1))).hasSize(1);
        assertThat(Await.on(() -> statistics().candidates(alerts.filter(), all.get(0).alertId(), 10)))
                .extracting(ListedLabels::alertId).containsExactly(all.get(1).alertId());
    }

    /** What waits for an agent, and what only mirrors the alert, is no investigation. */
    @Test
    default void hasTheTimesOfTheRecentEpisodesOfAnAlert() {
        RecordedAlerts alerts = recorded();
        AlertKey key = alerts.alert("Node").key();
        alerts.ended("Node", 100, 110);
        investigation(key, alerts.at(60), alerts.at(64), SessionStatus.COMPLETED, "kubernetes");
        investigation(key, alerts.at(60), alerts.at(63), SessionStatus.COMPLETED, "kubernetes");
        investigation(key, alerts.at(60), alerts.at(62), SessionStatus.PENDING, "webhook");
        investigation(key, alerts.at(60), alerts.at(60), SessionStatus.COMPLETED, "alertmanager");
        DetailedAlert alert = Await.on(() -> alertReads().named(key.fingerprint(), null)).get(0);

        EpisodeTimes first = new EpisodeTimes(alerts.at(60), alerts.at(70), alerts.at(61), alerts.at(63));
        EpisodeTimes second = new EpisodeTimes(alerts.at(100), alerts.at(110), null, null);
        for (long since : List.of(0L, 60L, 80L, 100L)) {
            assertThat(Await.on(() -> statistics().recent(alert, alerts.at(since)))).containsExactly(first, second);
        }
        assertThat(Await.on(() -> statistics().recent(alert, alerts.at(101)))).containsExactly(second);
    }

    private void investigation(AlertKey key, long alertStartUs, long startedAtUs, SessionStatus status, String agentType) {
        AlertSession session = Samples.session();
        session.alertFingerprint = key.fingerprint();
        session.alertSource = key.source();
        session.alertStartsAtUs = alertStartUs;
        session.startedAtUs = startedAtUs;
        session.status = status;
        session.completedAtUs = status.isTerminal() ? Long.valueOf(startedAtUs + 1) : null;
        session.agentType = agentType;
        Await.on(() -> sessions().create(session));
    }
}
