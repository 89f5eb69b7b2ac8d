package io.alerthistory.http.page.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.alerthistory.history.LlmOutline;
import io.alerthistory.history.McpOutline;
import io.alerthistory.history.TraceEvent;
import io.alerthistory.http.QueryReader;
import io.alerthistory.http.QueryWriter;

/**
 * Which steps are shown: those behind a seq that have all that is wanted.
 *
 * @param kind model or tool; empty for both
 * @param failures only those that failed
 * @param text what their names and descriptions contain, in any case; empty for all
 */
record StepFilter(long afterSeq, String kind, boolean failures, String text) {

    static final String MODEL = "model";
    static final String TOOL = "tool";

    private static final int MAX_TEXT = 200;

    /** The filter of an address; what it does not know counts as absent. */
    static StepFilter of(Map<String, List<String>> query) {
        QueryReader reader = new QueryReader(query);
        String kind = value(reader, "kind");
        String text = value(reader, "text").strip();
        StepFilter filter = new StepFilter(reader.integer("after_seq", 0, Long.MAX_VALUE, 0),
                kind.equals(MODEL) || kind.equals(TOOL) ? kind : "", !value(reader, "failures").isEmpty(),
                text.substring(0, Math.min(text.length(), MAX_TEXT)));
        reader.check();
        return filter;
    }

    private static String value(QueryReader reader, String name) {
        String value = reader.text(name);
        return value == null ? "" : value;
    }

    boolean isActive() {
        return !kind.isEmpty() || failures || !text.isEmpty();
    }

    boolean matches(TraceEvent event) {
        return (kind.isEmpty() || kind.equals(MODEL) == Steps.isModel(event)) && !(failures && Steps.succeeded(event))
                && (text.isEmpty() || searched(event).contains(text.toLowerCase(Locale.ROOT)));
    }

    /** What a text is looked for in, in lower case. */
    static String searched(TraceEvent event) {
        String own = event.details() instanceof LlmOutline llm ? llm.modelName()
                : ((McpOutline) event.details()).toolName() + " " + ((McpOutline) event.details()).serverName();
        return (Steps.kind(event) + " " + Steps.name(event) + " " + own + " " + event.stepDescription())
                .toLowerCase(Locale.ROOT);
    }

    /** All steps of a window in which a step stands. */
    static StepFilter showing(long seq) {
        return new StepFilter(seq <= StepWindow.MAX_STEPS ? 0 : seq - 1, "", false, "");
    }

    /** The same filter behind another seq. */
    StepFilter after(long seq) {
        return new StepFilter(seq, kind, failures, text);
    }

    /** The address of the view below a path. */
    String at(String path) {
        List<String> pairs = new ArrayList<>();
        if (afterSeq > 0) {
            pairs.add(QueryWriter.pair("after_seq", String.valueOf(afterSeq)));
        }
        if (!kind.isEmpty()) {
            pairs.add(QueryWriter.pair("kind", kind));
        }
        if (failures) {
            pairs.add(QueryWriter.pair("failures", "true"));
        }
        if (!text.isEmpty()) {
            pairs.add(QueryWriter.pair("text", text));
        }
        return pairs.isEmpty() ? path : path + "?" + String.join("&", pairs);
    }
}
