package io.alerthistory.http.page.statistics;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

import io.alerthistory.history.AlertTypeFigures;
import io.alerthistory.history.FilterField;
import io.alerthistory.http.page.Durations;
import io.alerthistory.http.page.ListAddress;
import io.alerthistory.http.page.Moment;
import io.alerthistory.http.page.Name;
import io.alerthistory.http.page.Words;
import io.alerthistory.usage.UsageRow;
import io.alerthistory.usage.UsageView;

/**
 * What the investigations of a range did.
 *
 * @param range in words
 * @param more whether there are more models than are shown
 */
public record AgentsView(String range, List<Model> models, boolean more, List<Type> types) {

    private static final int MAX_MODELS = 50;
    private static final int CENTS = 2;
    private static final int FINE = 4;

    public AgentsView {
        models = List.copyOf(models);
        types = List.copyOf(types);
    }

    /**
     * What was used of a model. A text is empty, and the name without parts, when it is not known.
     *
     * @param cost in US dollars
     * @param unpriced the number of calls of unknown cost; empty when there is none
     */
    public record Model(Name name, String sessions, String calls, String input, String output, String cost,
            String unpriced) {
    }

    /**
     * The sessions of an alert type.
     *
     * @param failed the share that failed or timed out
     * @param duration the mean of those that have ended; empty when none has
     */
    public record Type(Name name, String address, String sessions, String failed, String duration) {
    }

    static AgentsView of(UsageView usage, List<AlertTypeFigures> types) {
        return new AgentsView("Sessions that started from " + Moment.of(usage.fromUs()).text() + " until "
                + Moment.of(usage.toUs()).text() + " UTC.",
                usage.usage().stream().limit(MAX_MODELS).map(AgentsView::model).toList(),
                usage.truncated() || usage.usage().size() > MAX_MODELS,
                types.stream().map(type -> type(type, usage)).toList());
    }

    private static Model model(UsageRow row) {
        return new Model(Name.of(row.key() == null ? "" : row.key()), Words.number(row.sessions()), Words.number(row.calls()),
                number(row.inputTokens()), number(row.outputTokens()), cost(row.costUsd()),
                row.unpricedCalls() == 0 ? "" : Words.count(row.unpricedCalls(), "call", "calls"));
    }

    private static Type type(AlertTypeFigures type, UsageView range) {
        Long duration = type.meanDurationMs();
        return new Type(Name.of(type.alertType()),
                new ListAddress(Map.of(FilterField.ALERT_TYPE.jsonName(), List.of(type.alertType()),
                        FilterField.START_DATE_US.jsonName(), List.of(String.valueOf(range.fromUs())),
                        FilterField.END_DATE_US.jsonName(), List.of(String.valueOf(range.toUs() - 1)))).toString(),
                Words.number(type.sessions()), Words.percent((double) type.failed() / type.sessions()),
                duration == null ? "" : Durations.of(duration));
    }

    private static String number(@Nullable Long number) {
        return number == null ? "" : Words.number(number);
    }

    /** To the cent; what is less than a dollar, more exactly. */
    static String cost(@Nullable BigDecimal usd) {
        return usd == null ? ""
                : "$" + usd.setScale(usd.compareTo(BigDecimal.ONE) < 0 ? FINE : CENTS, RoundingMode.HALF_UP).toPlainString();
    }
}
