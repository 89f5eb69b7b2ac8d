package io.alerthistory.http.page.overview;

import java.util.List;
import java.util.Locale;

import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.SessionFigures.TopTypes;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.Words;

/**
 * The alert types of most sessions of the last week.
 *
 * @param at when they were counted
 */
public record TypesView(List<Row> rows, Moment at) {

    private static final int BAR = 120;

    public TypesView {
        rows = List.copyOf(rows);
    }

    /**
     * A type.
     *
     * @param width of a bar, in comparison with the first one
     * @param failed the share that failed or timed out; empty when none did
     * @param failedAddress of those
     * @param duration the mean; empty when none has ended
     */
    public record Row(Name type, String address, String sessions, int width, String failed, String failedAddress,
            String duration) {
    }

    static TypesView of(TopTypes found) {
        long max = found.types().stream().mapToLong(AlertTypeFigures::sessions).max().orElse(1);
        return new TypesView(found.types().stream().map(type -> row(type, found.fromUs(), max)).toList(),
                Moment.of(found.atUs()));
    }

    private static Row row(AlertTypeFigures type, long fromUs, long max) {
        Long duration = type.meanDurationMs();
        return new Row(Name.of(type.alertType()), Links.alertType(type.alertType(), fromUs, List.of()),
                Words.number(type.sessions()),
                (int) Math.max(1, type.sessions() * BAR / max), type.failed() == 0 ? "" : share(type.failed(), type.sessions()),
                Links.alertType(type.alertType(), fromUs, StateGroup.FAILED.names()),
                duration == null ? "" : Durations.of(duration));
    }

    /** In percent; never 0 for something, nor 100 for less than all. */
    static String share(long part, long whole) {
        double percent = 100.0 * part / whole;
        if (percent < 1) {
            return "less than 1 %";
        }
        return String.format(Locale.ROOT, "%d %%", part < whole ? Math.min(99, Math.round(percent)) : 100);
    }
}
