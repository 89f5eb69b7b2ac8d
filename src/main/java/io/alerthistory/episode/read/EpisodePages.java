package io.alerthistory.episode.read;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.smallrye.mutiny.Uni;

/** Reads episodes page by page to the end, so that an export of any length takes the memory of one page. */
public final class EpisodePages {

    private final Function<@Nullable Place, Uni<Page>> read;
    private final AtomicReference<@Nullable Place> after = new AtomicReference<>();
    private final AtomicBoolean ended = new AtomicBoolean();

    EpisodePages(Function<@Nullable Place, Uni<Page>> read) {
        this.read = read;
    }

    /** A page, and the place to go on from; null at the end. */
    record Page(List<ActiveEpisodeView> episodes, @Nullable Place next, boolean partial) {
    }

    /** The next page, which may be empty; null at the end. Call it when the page before is there. */
    public Uni<@Nullable List<ActiveEpisodeView>> next() {
        return ended.get() ? Uni.createFrom().nullItem() : read.apply(after.get()).map(page -> {
            after.set(page.next());
            ended.set(page.next() == null);
            return page.episodes();
        });
    }
}
