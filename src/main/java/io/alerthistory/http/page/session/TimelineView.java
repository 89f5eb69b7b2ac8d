package io.alerthistory.http.page.session;

import java.util.List;

import io.alerthistory.http.page.Moment;

/**
 * The timeline as a drawing. Places and widths are percentages of its width, heights are pixels.
 *
 * @param height of the drawing
 * @param axisHeight of the axis above the lanes
 * @param folds gaps without calls
 * @param more what is not drawn, in words; empty when everything is
 */
public record TimelineView(int height, int axisHeight, List<Tick> ticks, List<Fold> folds, List<Lane> lanes, String more) {

    public TimelineView {
        ticks = List.copyOf(ticks);
        folds = List.copyOf(folds);
        lanes = List.copyOf(lanes);
    }

    /**
     * A mark on the axis.
     *
     * @param x percentage
     * @param text the time of day
     */
    public record Tick(String x, Moment moment, String text) {
    }

    /**
     * A folded gap.
     *
     * @param title how long it is
     */
    public record Fold(String x, String width, String title) {
    }

    /**
     * A stage, or one of the agents of a parallel stage.
     *
     * @param stage the key of its steps' group
     * @param y the top of its label
     * @param labelY the baseline of its label
     * @param trackY the top of its bars
     * @param x where it begins; empty when it has not begun
     * @param nested whether it is an execution of the parallel stage above it
     * @param state the word for it; empty for what has none
     * @param address of its steps
     */
    public record Lane(String stage, String label, String state, String status, boolean nested, int y, int labelY, int trackY,
            String x,
            String width, String address, List<Bar> bars) {

        public Lane {
            bars = List.copyOf(bars);
        }
    }

    /**
     * One call, or several that are too near to each other to be drawn apart.
     *
     * @param style of its kind
     * @param markX the middle of it, where a failure is marked
     * @param address of its first step
     */
    public record Bar(String id, String style, boolean failed, String x, String width, int y, int height, String markX,
            int markY,
            String address, String title) {
    }
}
