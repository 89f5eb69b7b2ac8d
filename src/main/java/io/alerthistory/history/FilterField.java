package io.alerthistory.history;

import java.util.List;

import io.alerthistory.json.JsonName;

/**
 * The filters of the session list, an entry each. What has to know them loops over these entries: the request's parameters, the
 * links to other pages, the cursor's fingerprint, the SQL conditions, filters_applied and the description of the API, the last
 * three in the order of the entries. A new filter goes to the end.
 */
public enum FilterField implements JsonName {

    STATUS(Type.TEXTS, "status", Operator.ANY_OF, "Any of these; repeatable. An unknown one matches nothing."),
    AGENT_TYPE(Type.TEXT, "agent_type", Operator.EQUAL, "Exact, case-sensitive"),
    ALERT_TYPE(Type.TEXT, "alert_type", Operator.EQUAL, "Exact, case-sensitive"),
    SEARCH(Type.SEARCH, "search_document", Operator.CONTAINS,
            "Text anywhere in error_message, final_analysis, final_analysis_summary, alert_type, agent_type, author, session_id"
                    + " or a string of alert_data; case is ignored, % and _ are literal. At least 3 characters, or 2 of"
                    + " Chinese, Japanese or Korean with start_date_us and end_date_us at most 31 days apart"),
    START_DATE_US(Type.INSTANT, "started_at_us", Operator.AT_LEAST, "Inclusive lower bound of started_at_us, microseconds"),
    END_DATE_US(Type.INSTANT, "started_at_us", Operator.AT_MOST, "Inclusive upper bound of started_at_us, microseconds"),
    REVIEW_STATUS(Type.TEXTS, "review_status", Operator.ANY_OF,
            "Any of needs_review, in_progress, reviewed; repeatable. An unknown one matches nothing."),
    MIN_SCORE(Type.SCORE, "latest_score", Operator.AT_LEAST, "Inclusive lower bound of latest_score"),
    MAX_SCORE(Type.SCORE, "latest_score", Operator.AT_MOST, "Inclusive upper bound of latest_score");

    /** What the value of a filter is, which decides how it is read and described. */
    public enum Type {
        /** A String. */
        TEXT(String.class),
        /** A List of String. Only a parameter of this type may be sent several times. */
        TEXTS(List.class),
        /** A Long, microseconds since the epoch. */
        INSTANT(Long.class),
        /** A Long from 0 to 100. */
        SCORE(Long.class),
        /** A {@link SearchTerm}. */
        SEARCH(SearchTerm.class);

        private final Class<?> valueType;

        Type(Class<?> valueType) {
            this.valueType = valueType;
        }
    }

    /** How the column of a session that is listed compares to the value. */
    public enum Operator {
        EQUAL,
        ANY_OF,
        AT_LEAST,
        AT_MOST,
        /** A list and a count ask for it in ways of their own. */
        CONTAINS
    }

    private final Type type;
    private final String column;
    private final Operator operator;
    private final String description;

    FilterField(Type type, String column, Operator operator, String description) {
        this.type = type;
        this.column = column;
        this.operator = operator;
        this.description = description;
    }

    public Type type() {
        return type;
    }

    /** The column of the session's row. */
    public String column() {
        return column;
    }

    public Operator operator() {
        return operator;
    }

    /** What the API's description says of the parameter. */
    public String description() {
        return description;
    }

    /** Whether filters_applied names it although it was not given, as Tarsy's clients expect. */
    boolean isAlwaysShown() {
        return compareTo(END_DATE_US) <= 0;
    }

    /** @throws ClassCastException for a value of another type, which is a mistake of the caller */
    Object cast(Object value) {
        return type.valueType.cast(value);
    }

    /** The value as filters_applied shows it. */
    static Object shown(Object value) {
        return value instanceof SearchTerm term ? term.text() : value;
    }

    /** The value as a cursor's fingerprint has it: the same for values that select the same sessions. */
    static Object digested(Object value) {
        if (value instanceof SearchTerm term) {
            return term.folded();
        }
        return value instanceof List<?> texts ? texts.stream().sorted().toList() : value;
    }
}
