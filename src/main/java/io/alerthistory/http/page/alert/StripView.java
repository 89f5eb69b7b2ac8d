package io.alerthistory.http.page.alert;

import java.util.List;

/**
 * The episodes of the last weeks as a drawing. Places and widths are percentages of its width.
 *
 * @param summary what it shows, in a sentence
 * @param from the first day, in words
 * @param bars the oldest first
 */
public record StripView(String summary, String from, List<Tick> ticks, List<Bar> bars) {

    public StripView {
        ticks = List.copyOf(ticks);
        bars = List.copyOf(bars);
    }

    /** A mark on the axis. */
    public record Tick(String x, String text) {
    }

    /**
     * An episode, or several that are too near to each other to be drawn apart.
     *
     * @param address of its story; empty when that is on another page
     * @param title what it shows, in words
     */
    public record Bar(String address, String title, String x, String width, boolean firing) {
    }
}
