package io.alerthistory.session;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;

/** The text that a search looks through: value by value, in lower case, so that both databases fold case alike. */
public final class SearchDocument {

    /** The unit separator: what nobody looks for, so that no match runs from one value into the next. */
    private static final char SEPARATOR = '\u001F';

    private final StringBuilder text = new StringBuilder();

    private SearchDocument() {
    }

    public static String of(AlertSession session) {
        SearchDocument document = new SearchDocument();
        document.add(session.sessionId);
        document.add(session.agentType);
        document.add(session.alertType);
        document.add(session.author);
        document.add(session.errorMessage);
        document.add(session.finalAnalysis);
        document.add(session.finalAnalysisSummary);
        document.add(session.alertData);
        return document.text.toString();
    }

    private void add(@Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(value.toLowerCase(Locale.ROOT)).append(SEPARATOR);
        }
    }

    private void add(JsonText json) {
        json.strings(this::add);
    }
}
