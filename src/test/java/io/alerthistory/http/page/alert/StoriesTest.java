package io.alerthistory.http.page.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.episode.EndReason;
import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.episode.read.TransitionKind;
import io.alerthistory.episode.read.TransitionView;
import io.alerthistory.http.page.alert.AlertPageView.Event;
import io.alerthistory.http.page.alert.AlertPageView.Story;
import io.alerthistory.http.page.alert.AlertRow.Held;
import io.alerthistory.http.page.alert.AlertRow.Reference;

class StoriesTest {

    private static final long T = 1_700_000_000_000_000L;
    private static final long SECOND = 1_000_000;
    private static final String OTHER = "0123456789abcdef";

    private final Stories stories = new Stories("eu", T + 100 * SECOND);

    private static EpisodeView episode(long startsAtUs, @Nullable Long endsAtUs) {
        return new EpisodeView("f", "eu", startsAtUs, endsAtUs, endsAtUs == null ? null : EndReason.ASSUMED, 0, null, 2, null,
                List.of(), null, null, null);
    }

    private static TransitionView fact(TransitionKind kind, long seconds, String ref) {
        return new TransitionView(kind, T + seconds * SECOND, ref, null, T, "eu", "ops", "webhook", "repeat", "firing", "alice",
                "on it");
    }

    @Test
    void aStoryHasTheFactsOfItsEpisode() {
        TransitionView other = new TransitionView(TransitionKind.FIRED, T - 5, "", null, T - 5, "eu", null, null, null, null,
                null, null);

        List<Story> told = stories.of(List.of(episode(T, T + 60 * SECOND)),
                List.of(other, fact(TransitionKind.FIRED, 0, ""), fact(TransitionKind.NOTIFIED, 30, "n"),
                        fact(TransitionKind.INHIBITED, 40, "a->b|" + OTHER), fact(TransitionKind.ACKNOWLEDGED, 50, ""),
                        fact(TransitionKind.SESSION, 55, "a/b"), fact(TransitionKind.RESOLVED, 60, "assumed")));

        assertThat(told).hasSize(1);
        assertThat(told.get(0).id()).isEqualTo("episode-" + T);
        assertThat(told.get(0).told()).isEqualTo("told 2 times");
        assertThat(told.get(0).times().duration()).isEqualTo("1 min");
        assertThat(told.get(0).times().reason()).isEqualTo("assumed: its senders fell silent");
        List<Event> events = told.get(0).events();
        assertThat(events).extracting(Event::what).containsExactly("Started firing", "Told:", "Inhibited by", "Acknowledged by",
                "Investigation", "Ended, but nobody told so");
        assertThat(events).extracting(Event::later).containsExactly("", "+30 s", "+40 s", "+50 s", "+55 s", "+1 min");
        assertThat(events.get(1).parts()).containsExactly(new Reference("ops by webhook", null));
        assertThat(events.get(1).note()).isEqualTo("repeat");
        assertThat(events.get(2).parts()).containsExactly(new Reference(OTHER, "/alerts/" + OTHER + "?source=eu"));
        assertThat(events.get(2).note()).isEqualTo("a->b");
        assertThat(events.get(3).note()).isEqualTo("on it");
        assertThat(events.get(4).parts()).containsExactly(new Reference("a/b", "/sessions/a%2Fb"));
    }

    @Test
    void whatHoldsAnAlertBackIsWhatHasNotEnded() {
        List<Held> held = stories.held(episode(T, null), List.of(fact(TransitionKind.SILENCED, 1, "s1"),
                fact(TransitionKind.SILENCED, 2, "s2"), fact(TransitionKind.UNSILENCED, 3, "s1"),
                fact(TransitionKind.INHIBITED, 4, "r"), fact(TransitionKind.SILENCED, 200, "later")));

        assertThat(held).containsExactly(new Held("Silenced", List.of(new Reference("alice", null)), "on it"),
                new Held("Inhibited", List.of(new Reference("r", null)), ""));

        assertThat(stories.held(episode(T, T + 5), List.of(fact(TransitionKind.SILENCED, 1, "s1")))).isEmpty();
    }
}
