package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.RollupDays;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.support.Await;

/** What every {@link RollupStore} does. Each test has a source of its own; what is marked is that of all. */
interface RollupStoreContract {

    long DAY = 20_020;

    /** Long before the days of other tests. */
    int EARLY = 300;

    RollupDays ALL = new RollupDays(Integer.MIN_VALUE, Integer.MAX_VALUE);

    EpisodeStore episodes();

    StatisticsStore statistics();

    RollupStore rollups();

    /** Sums up until nothing is marked. */
    static void rollUp(RollupStore store, int firstDay) {
        int done;
        do {
            done = Await.on(() -> store.rollUp(new RollupDays(firstDay, Integer.MAX_VALUE), 100));
        } while (done == 100);
    }

    private List<DayFigures> sums(RecordedAlerts alerts, long day) {
        GroupQuery query = new GroupQuery(alerts.filter(), null, GroupBy.ALERTNAME, null);
        return Await.on(() -> statistics().sums(query, (int) day, (int) day + 1, 10)).stream().map(GroupFigures::figures)
                .toList();
    }

    @Test
    default void sumsUpTheDaysThatChanged() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 20);
        alerts.firing("Disk", 30);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY)).extracting(day -> day.tally().episodes()).containsExactly(2L);
        assertThat(sums(alerts, DAY)).extracting(day -> day.tally().open()).containsExactly(1L);

        alerts.ended("Disk", 30, 40);
        alerts.notified("Disk", 30, 31);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY)).extracting(day -> day.tally().toldEnds()).containsExactly(2L);
        assertThat(sums(alerts, DAY)).extracting(day -> day.tally().notified()).containsExactly(1L);

        List<DayFigures> before = sums(alerts, DAY);
        alerts.ended("Disk", 30, 40);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY)).isEqualTo(before);
    }

    private List<DayFigures.Held> held(RecordedAlerts alerts) {
        rollUp(rollups(), Integer.MIN_VALUE);
        return sums(alerts, DAY).stream().map(DayFigures::held).toList();
    }

    private static DayFigures.Held minutes(long minutes) {
        return new DayFigures.Held(minutes * RecordedAlerts.MINUTE, 0);
    }

    /** Two silences of one episode overlap; a third one holds another episode of the same day. */
    @Test
    default void sumsUpHowLongAlertsWereHeldBack() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 100);
        alerts.ended("Disk", 200, 300);
        assertThat(held(alerts)).containsExactly(minutes(0));
        alerts.silenced("Disk", 20, 40);
        alerts.silenced("Disk", 30, 50);
        assertThat(held(alerts)).containsExactly(minutes(30));
        alerts.silenced("Disk", 290, 400);
        assertThat(held(alerts)).containsExactly(minutes(40));
    }

    /** The end of the silence is known after the days were summed up. */
    @Test
    default void aChangedSilenceChangesTheDays() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 100);
        String silence = alerts.silenced("Disk", 20, 400);
        assertThat(held(alerts)).containsExactly(minutes(80));
        alerts.changed(silence, 20, 60);
        assertThat(held(alerts)).containsExactly(minutes(40));
    }

    @Test
    default void whatFiresIsNotSettled() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.firing("Disk", 10);
        alerts.silenced("Disk", 20, 40);
        alerts.firing("Node", 10);
        assertThat(held(alerts)).containsExactlyInAnyOrder(DayFigures.Held.UNSETTLED, DayFigures.Held.NONE);
        alerts.ended("Disk", 10, 100);
        assertThat(held(alerts)).containsExactlyInAnyOrder(minutes(20), DayFigures.Held.NONE);
    }

    private void settle(long until) {
        Await.on(() -> rollups().touchUnsettled(new RollupDays((int) DAY, (int) until), 1_000));
    }

    /** The end of the alert that inhibits is told last, and does not reach the day of the other alert by itself. */
    @Test
    default void anInhibitionIsSettledWhenBothAlertsHaveEnded() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.firing("Cluster", 5);
        alerts.ended("Disk", 10, 100);
        alerts.inhibited("Disk", "Cluster", 20);
        assertThat(held(alerts)).containsExactlyInAnyOrder(DayFigures.Held.UNSETTLED, DayFigures.Held.NONE);
        alerts.ended("Cluster", 5, 60);
        assertThat(held(alerts)).containsExactlyInAnyOrder(DayFigures.Held.UNSETTLED, DayFigures.Held.NONE);

        settle(DAY);
        assertThat(held(alerts)).containsExactlyInAnyOrder(DayFigures.Held.UNSETTLED, DayFigures.Held.NONE);
        settle(DAY + 1);
        assertThat(held(alerts)).containsExactlyInAnyOrder(minutes(50), DayFigures.Held.NONE);
    }

    /** What is heard of the alert that inhibits may still change. */
    @Test
    default void anInhibitionOfTheseDaysIsNotSettled() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 100);
        alerts.inhibited("Disk", "Cluster", 20);
        RollupDays days = new RollupDays(Integer.MIN_VALUE, (int) DAY);
        while (Await.on(() -> rollups().rollUp(days, 100)) == 100) {
            // The next ones.
        }
        assertThat(sums(alerts, DAY)).extracting(DayFigures::held).containsExactly(DayFigures.Held.UNSETTLED);

        alerts.ended("Cluster", 5, 60);
        settle(DAY + 1);
        assertThat(held(alerts)).containsExactlyInAnyOrder(minutes(50), DayFigures.Held.NONE);
    }

    /** A silence of another source with the same identifier changes nothing. */
    @Test
    default void aSilenceBelongsToItsSource() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 100);
        String silence = alerts.silenced("Disk", 20, 400);
        RecordedAlerts.on(episodes(), DAY).changed(silence, 20, 60);
        assertThat(held(alerts)).containsExactly(minutes(80));
    }

    /** The sights of days come in one message, or one by one. */
    @Test
    default void aSilenceOfSeveralDaysChangesEachOfThem() {
        for (boolean atOnce : List.of(true, false)) {
            RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
            List.of(10, 1_450, 2_890, 4_330).forEach(start -> alerts.ended("Disk", start, start + 10));
            String silence = alerts.silenced("Disk", 15, 6_000);
            assertThat(held(alerts)).containsExactly(minutes(5));
            List<Long> sights = LongStream.rangeClosed(1, 73).map(hour -> 60 * hour).boxed().toList();
            (atOnce ? List.of(sights) : sights.stream().map(List::of).toList())
                    .forEach(minutes -> alerts.seen("Disk", silence, minutes));
            rollUp(rollups(), Integer.MIN_VALUE);
            for (int day = 1; day < 4; day++) {
                assertThat(sums(alerts, DAY + day)).as("day %s", day).extracting(DayFigures::held)
                        .containsExactly(minutes(10));
            }
        }
    }

    /** The re-fire belongs to the day on which it starts, and follows from the day before. */
    @Test
    default void aChangeReachesTheDaysBesideIt() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 1_500, 1_510);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY + 1)).extracting(day -> day.tally().refires()).containsExactly(0L);

        alerts.ended("Disk", 1_000, 1_400);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY + 1)).extracting(day -> day.tally().refires()).containsExactly(1L);
    }

    @Test
    default void leavesDaysAloneOfWhichRetentionMayHaveDeleted() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 20);
        alerts.ended("Disk", 1_500, 1_510);
        rollUp(rollups(), (int) DAY + 1);
        assertThat(sums(alerts, DAY)).isEmpty();
        assertThat(sums(alerts, DAY + 1)).hasSize(1);
    }

    /** Others in the database have begun it: it ends, and nothing is left for it. */
    @Test
    default void thePastIsSummedUpUntilAllOfItIs() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), DAY);
        alerts.ended("Disk", 10, 20);
        int filled;
        do {
            filled = Await.on(() -> rollups().fill(ALL, 100));
        } while (filled > 0);
        assertThat(Await.on(() -> rollups().fill(ALL, 100))).isZero();
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, DAY)).hasSize(1);
    }

    @Test
    default void deletesTheSumsOfOldDays() {
        RecordedAlerts alerts = RecordedAlerts.on(episodes(), EARLY);
        alerts.ended("Disk", 10, 20);
        alerts.ended("Disk", 1_500, 1_510);
        rollUp(rollups(), Integer.MIN_VALUE);
        assertThat(sums(alerts, EARLY)).hasSize(1);

        int deleted;
        do {
            deleted = Await.on(() -> rollups().prune(EARLY + 1, 100));
        } while (deleted == 100);

        assertThat(sums(alerts, EARLY)).isEmpty();
        assertThat(sums(alerts, EARLY + 1)).hasSize(1);
    }
}
