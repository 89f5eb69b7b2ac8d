package io.alerthistory.session;

import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Utf8;
import io.alerthistory.json.Utf8Builder;

/**
 * The text that a search looks through: value by value, in lower case, so that both databases fold case alike. It has two
 * parts: the session's own fields, which may change, and behind them the strings of its alert, which stay.
 */
public final class SearchDocument {

    /** The unit separator: what nobody looks for, so that no match runs from one value into the next. */
    private static final char SEPARATOR = '\u001F';

    private SearchDocument() {
    }

    /** The whole document. */
    public static Utf8 of(AlertSession session) {
        return of(session, Objects.requireNonNull(session.alertData));
    }

    /** The whole document of a session that does not carry its alert yet. */
    public static Utf8 of(AlertSession session, JsonText alertData) {
        return of(fields(session), alertData);
    }

    /** The whole document of a session that an alert made and nobody has worked on. */
    public static Utf8 of(String sessionId, String agentType, @Nullable String alertType, JsonText alertData) {
        StringBuilder fields = new StringBuilder();
        add(fields, sessionId);
        add(fields, agentType);
        add(fields, alertType);
        return of(fields.toString(), alertData);
    }

    private static Utf8 of(String fields, JsonText alertData) {
        Utf8Builder text = new Utf8Builder();
        text.append(fields);
        alertData.strings(value -> {
            if (!value.isEmpty()) {
                text.append(folded(value)).append(SEPARATOR);
            }
        });
        return text.toUtf8();
    }

    /** The part that changes with the session. */
    public static String fields(AlertSession session) {
        StringBuilder text = new StringBuilder();
        add(text, session.sessionId);
        add(text, session.agentType);
        add(text, session.alertType);
        add(text, session.author);
        add(text, session.errorMessage);
        add(text, session.finalAnalysis);
        add(text, session.finalAnalysisSummary);
        return text.toString();
    }

    private static void add(StringBuilder text, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            text.append(folded(value)).append(SEPARATOR);
        }
    }

    private static String folded(String value) {
        return value.toLowerCase(Locale.ROOT);
    }
}
