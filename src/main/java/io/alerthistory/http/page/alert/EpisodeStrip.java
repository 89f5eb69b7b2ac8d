package io.alerthistory.http.page.alert;

import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import io.alerthistory.episode.read.EpisodeView;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Words;

/** Draws the episodes of an alert over 90 days. */
final class EpisodeStrip {

    static final Duration LENGTH = Duration.ofDays(90);

    private static final long DAY_US = Duration.ofDays(1).toNanos() / 1_000;
    private static final long LENGTH_US = LENGTH.toNanos() / 1_000;
    private static final int TICK_DAYS = 14;

    /** The distance below which episodes become one bar, in percent. */
    private static final double MERGE = 0.3;

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMM d", Locale.ENGLISH);

    private final long fromUs;
    private final long nowUs;
    private final Set<Long> shown;

    private EpisodeStrip(long nowUs, Set<Long> shown) {
        fromUs = nowUs - LENGTH_US;
        this.nowUs = nowUs;
        this.shown = shown;
    }

    /** Episodes that are drawn as one bar. */
    private record Group(List<EpisodeView> episodes, double x, double end) {

        EpisodeView last() {
            return episodes.get(episodes.size() - 1);
        }
    }

    /**
     * Draws episodes.
     *
     * @param episodes in any order; those that ended before do not count
     * @param hasMore whether older ones of these days were not read
     * @param shown the starts of those whose stories are on the page
     */
    static StripView of(List<EpisodeView> episodes, boolean hasMore, long nowUs, Set<Long> shown) {
        return new EpisodeStrip(nowUs, shown).draw(episodes, hasMore);
    }

    /** The id of the story of an episode. */
    static String id(long startsAtUs) {
        return "episode-" + startsAtUs;
    }

    private StripView draw(List<EpisodeView> all, boolean hasMore) {
        List<EpisodeView> episodes = all.stream().filter(episode -> end(episode) >= fromUs && episode.startsAtUs() <= nowUs)
                .sorted(Comparator.comparingLong(EpisodeView::startsAtUs)).toList();
        List<Group> groups = new ArrayList<>();
        for (EpisodeView episode : episodes) {
            double x = percent(episode.startsAtUs());
            double end = percent(end(episode));
            Group before = groups.isEmpty() ? null : groups.get(groups.size() - 1);
            if (before != null && x - before.end() < MERGE) {
                before.episodes().add(episode);
                groups.set(groups.size() - 1, new Group(before.episodes(), before.x(), Math.max(before.end(), end)));
            } else {
                groups.add(new Group(new ArrayList<>(List.of(episode)), x, end));
            }
        }
        return new StripView(summary(episodes, hasMore), DAY.format(day(fromUs)), ticks(),
                groups.stream().map(this::bar).toList());
    }

    private String summary(List<EpisodeView> episodes, boolean hasMore) {
        if (episodes.isEmpty()) {
            return "It has not fired in the last 90 days.";
        }
        long firing = episodes.stream().mapToLong(episode -> end(episode) - Math.max(fromUs, episode.startsAtUs())).sum();
        return (hasMore ? "The newest " : "") + Words.count(episodes.size(), "episode", "episodes")
                + (hasMore ? "" : " in the last 90 days") + ", firing for " + Durations.of(firing / 1_000) + " in all.";
    }

    private List<StripView.Tick> ticks() {
        List<StripView.Tick> ticks = new ArrayList<>();
        long today = nowUs / DAY_US * DAY_US;
        for (long us = today - LENGTH_US / DAY_US / TICK_DAYS * TICK_DAYS * DAY_US; us <= today; us += TICK_DAYS * DAY_US) {
            double x = percent(us);
            if (x > 3 && x < 97) {
                ticks.add(new StripView.Tick(text(x), DAY.format(day(us))));
            }
        }
        return ticks;
    }

    private StripView.Bar bar(Group group) {
        EpisodeView last = group.last();
        boolean firing = last.endsAtUs() == null;
        String title = group.episodes().size() > 1
                ? Words.count(group.episodes().size(), "episode", "episodes") + ", the last from "
                        + Moment.of(last.startsAtUs()).text() + " UTC"
                : Moment.of(last.startsAtUs()).text() + " UTC, for " + Durations.of((end(last) - last.startsAtUs()) / 1_000);
        return new StripView.Bar(shown.contains(last.startsAtUs()) ? "#" + id(last.startsAtUs()) : "",
                title + (firing ? ", still firing" : ""), text(group.x()), text(group.end() - group.x()), firing);
    }

    private long end(EpisodeView episode) {
        Long end = episode.endsAtUs();
        return end == null ? nowUs : Math.min(end, nowUs);
    }

    private double percent(long us) {
        return Math.min(100, Math.max(0, (us - fromUs) * 100.0 / LENGTH_US));
    }

    private static LocalDate day(long us) {
        return LocalDate.ofEpochDay(Math.floorDiv(us, DAY_US));
    }

    private static String text(double percent) {
        return String.format(Locale.ROOT, "%.2f%%", percent);
    }
}
