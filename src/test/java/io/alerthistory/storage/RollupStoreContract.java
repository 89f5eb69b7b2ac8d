package io.alerthistory.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.episode.EpisodeStore;
import io.alerthistory.episode.read.GroupBy;
import io.alerthistory.episode.read.GroupFigures;
import io.alerthistory.episode.read.GroupQuery;
import io.alerthistory.episode.read.StatisticsStore;
import io.alerthistory.episode.statistics.DayFigures;
import io.alerthistory.episode.statistics.RollupStore;
import io.alerthistory.support.Await;

/** What every {@link RollupStore} does. Each test has a source of its own; what is marked is that of all. */
interface RollupStoreContract {

    long DAY = 20_020;

    /** Long before the days of other tests. */
    int EARLY = 300;

    EpisodeStore episodes();

    StatisticsStore statistics();

    RollupStore rollups();

    /** Sums up until nothing is marked. */
    static void rollUp(RollupStore store, int firstDay) {
        int done;
        do {
            done = Await.on(() -> store.rollUp(firstDay, 100));
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
            filled = Await.on(() -> rollups().fill(Integer.MIN_VALUE, 100));
        } while (filled > 0);
        assertThat(Await.on(() -> rollups().fill(Integer.MIN_VALUE, 100))).isZero();
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
