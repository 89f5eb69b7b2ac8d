package io.alerthistory.http.page.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.time.Micros;

class EpisodeStripTest {

    private static final long NOW = Micros.of(Instant.parse("2026-11-30T12:00:00Z"));
    private static final long DAY = Duration.ofDays(1).toNanos() / 1_000;

    private static EpisodeView episode(double fromDays, @Nullable Double toDays) {
        return new EpisodeView("f", "", NOW - (long) (fromDays * DAY), toDays == null ? null : NOW - (long) (toDays * DAY),
                null,
                0, null, 0, null, List.of(), null, null, null);
    }

    private static StripView draw(EpisodeView... episodes) {
        return EpisodeStrip.of(List.of(episodes), false, NOW, Set.of(episodes[0].startsAtUs()));
    }

    @Test
    void anEpisodeIsABarOfItsLength() {
        StripView view = draw(episode(9, 0.0), episode(45, 36.0));

        assertThat(view.bars()).extracting(StripView.Bar::x).containsExactly("50.00%", "90.00%");
        assertThat(view.bars()).extracting(StripView.Bar::width).containsExactly("10.00%", "10.00%");
        assertThat(view.bars()).extracting(StripView.Bar::address).containsExactly("",
                "#" + EpisodeStrip.id(NOW - 9 * DAY));
        assertThat(view.bars().get(0).title()).isEqualTo("2026-10-16 12:00:00 UTC, for 9 d");
        assertThat(view.summary()).isEqualTo("2 episodes in the last 90 days, firing for 18 d in all.");
        assertThat(view.ticks()).extracting(StripView.Tick::text).contains("Nov 16", "Nov 2").doesNotContain("Nov 30");
    }

    @Test
    void whatStillFiresEndsNowAndWhatBeganEarlierBeginsAtTheEdge() {
        StripView view = draw(episode(100, 81.0), episode(1, null), episode(200, 120.0));

        assertThat(view.bars()).extracting(StripView.Bar::x).containsExactly("0.00%", "98.89%");
        assertThat(view.bars().get(0).width()).isEqualTo("10.00%");
        assertThat(view.bars().get(1).width()).isEqualTo("1.11%");
        assertThat(view.bars()).extracting(StripView.Bar::firing).containsExactly(false, true);
        assertThat(view.summary()).isEqualTo("2 episodes in the last 90 days, firing for 10 d in all.");
    }

    @Test
    void episodesThatAreNearAreOneBar() {
        StripView view = draw(episode(2, 1.99), episode(1.9, 1.89), episode(1.8, 1.79), episode(1, 0.99));

        assertThat(view.bars()).hasSize(2);
        assertThat(view.bars().get(0).title()).startsWith("3 episodes, the last from 2026-11-28 16:48");
    }

    @Test
    void withoutEpisodesItSaysSo() {
        assertThat(EpisodeStrip.of(List.of(), false, NOW, Set.of()).summary())
                .isEqualTo("It has not fired in the last 90 days.");
    }
}
