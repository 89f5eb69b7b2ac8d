package io.alerthistory.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.TreeMap;

import io.alerthistory.episode.AlertKey;
import io.alerthistory.episode.EpisodeReport;
import io.alerthistory.episode.RecordedFacts.Outcome;
import io.alerthistory.episode.ReportedAlert;
import io.alerthistory.episode.ReportedStart;
import net.jqwik.api.Example;

/** Which reports do not reach the database. Instants are seconds after some start. */
class RepeatCacheTest {

    private final RepeatCache cache = new RepeatCache();

    private static EpisodeReport report(String fingerprint, ReportedStart start) {
        return new EpisodeReport(new ReportedAlert(new AlertKey("", fingerprint), new TreeMap<>(), null, null), start);
    }

    private static EpisodeReport leased(long until) {
        return report("a", ReportedStart.leased(0, until, 0));
    }

    private static EpisodeReport ended(long end) {
        return report("a", ReportedStart.ended(0, end, 0));
    }

    private static EpisodeReport doubtful(long end) {
        return report("a", ReportedStart.doubtfullyEnded(0, end, 0));
    }

    @Example
    void whatWasNeverStoredIsNews() {
        assertThat(cache.knows(leased(240), 0)).isFalse();
        assertThat(cache.knows(ended(10), 0)).isFalse();
        assertThat(cache.knows(doubtful(10), 0)).isFalse();
    }

    @Example
    void aLeaseIsNewsWhenTheStoredOneHasLessThanHalfOfItsTimeLeft() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);

        assertThat(cache.knows(leased(240), 0)).isTrue();
        assertThat(cache.knows(leased(300), 60)).isTrue(); // 180 left, of 240
        assertThat(cache.knows(leased(359), 119)).isTrue(); // 121 left
        assertThat(cache.knows(leased(360), 120)).isFalse(); // 120 left
    }

    @Example
    void aLeaseThatWasDueIsStored() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);
        cache.stored(leased(360), Outcome.UNCHANGED, true, 120);

        assertThat(cache.knows(leased(420), 180)).isTrue();
        assertThat(cache.knows(leased(480), 240)).isFalse();
    }

    /** After a restart, the store may have kept an earlier lease, which has at least half of the new one's time. */
    @Example
    void aLeaseThatWasNotDueIsKnownByHalf() {
        cache.stored(leased(240), Outcome.UNCHANGED, false, 0);

        assertThat(cache.knows(leased(120), 0)).isTrue();
        assertThat(cache.knows(leased(241), 1)).isFalse();
    }

    @Example
    void anOlderLeaseIsKnownWhenever() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);

        assertThat(cache.knows(leased(200), 10_000)).isTrue();
        assertThat(cache.knows(leased(241), 10_000)).isFalse();
    }

    @Example
    void aReportedEndWinsOverEverythingThatItContains() {
        cache.stored(ended(100), Outcome.UPDATED, true, 100);

        assertThat(cache.knows(ended(100), 110)).isTrue();
        assertThat(cache.knows(ended(101), 110)).isFalse();
        assertThat(cache.knows(leased(1_000), 110)).isTrue();
        assertThat(cache.knows(doubtful(100), 110)).isTrue();
        assertThat(cache.knows(doubtful(101), 110)).isFalse();
    }

    @Example
    void aDoubtfulEndDoesNotReplaceAReportedOne() {
        cache.stored(doubtful(100), Outcome.CREATED, true, 200);

        assertThat(cache.knows(doubtful(100), 210)).isTrue();
        assertThat(cache.knows(ended(100), 210)).isFalse();
        assertThat(cache.knows(leased(300), 210)).isFalse();
    }

    /** Another episode may have had the lease. */
    @Example
    void anEndForgetsTheLeasesOfTheAlert() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);
        cache.stored(report("a", ReportedStart.ended(-100, -50, 0)), Outcome.CREATED, true, 0);

        assertThat(cache.knows(leased(240), 0)).isFalse();
    }

    @Example
    void anotherStartAndAnotherAlertAreNews() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);

        assertThat(cache.knows(report("b", ReportedStart.leased(0, 240, 0)), 0)).isFalse();
        assertThat(cache.knows(report("a", ReportedStart.leased(1, 240, 0)), 0)).isFalse();
    }

    @Example
    void sightingsAlwaysReachTheStore() {
        EpisodeReport seen = report("a", ReportedStart.seen(0, 10, 0));
        cache.stored(seen, Outcome.CREATED, true, 10);

        assertThat(cache.knows(seen, 11)).isFalse();
    }

    @Example
    void theEntryThatWasNotUsedForTheLongestTimeIsEvicted() {
        cache.stored(leased(240), Outcome.CREATED, true, 0);
        cache.stored(report("b", ReportedStart.leased(0, 240, 0)), Outcome.CREATED, true, 0);
        for (int i = 0; i < RepeatCache.MAX_ENTRIES - 2; i++) {
            cache.stored(report("x" + i, ReportedStart.leased(0, 240, 0)), Outcome.CREATED, true, 0);
        }
        assertThat(cache.knows(leased(240), 0)).isTrue();

        cache.stored(report("y", ReportedStart.leased(0, 240, 0)), Outcome.CREATED, true, 0);

        assertThat(cache.size()).isEqualTo(RepeatCache.MAX_ENTRIES);
        assertThat(cache.knows(leased(240), 0)).isTrue();
        assertThat(cache.knows(report("b", ReportedStart.leased(0, 240, 0)), 0)).isFalse();
    }
}
