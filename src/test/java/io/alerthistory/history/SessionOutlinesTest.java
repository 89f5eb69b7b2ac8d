package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

import io.alerthistory.history.SessionOutlines.RecentViews;
import io.alerthistory.history.SessionOutlines.Viewer;
import io.alerthistory.request.Caller;

class SessionOutlinesTest {

    private static final long HOUR = RecentViews.RECENT.toNanos() / 1_000;

    private final RecentViews views = new RecentViews();

    private static Viewer viewer(String name, String session) {
        return new Viewer(Caller.Kind.OIDC, name, session);
    }

    @Test
    void aViewIsRecentForAnHourForItsCallerAndItsSession() {
        views.add(viewer("ann", "s"), 10);

        assertThat(views.isRecent(viewer("ann", "s"), 10 + HOUR - 1)).isTrue();
        assertThat(views.isRecent(viewer("ann", "s"), 10 + HOUR)).isFalse();
        assertThat(views.isRecent(viewer("bob", "s"), 11)).isFalse();
        assertThat(views.isRecent(viewer("ann", "t"), 11)).isFalse();
        assertThat(views.isRecent(new Viewer(Caller.Kind.KEY, "ann", "s"), 11)).isFalse();
    }

    @Test
    void theOldestViewIsForgotten() {
        for (int i = 0; i <= RecentViews.MAX_VIEWS; i++) {
            views.add(viewer("ann", "s" + i), i);
        }

        assertThat(views.isRecent(viewer("ann", "s0"), 1)).isFalse();
        assertThat(views.isRecent(viewer("ann", "s1"), 1)).isTrue();
    }
}
