package io.alerthistory.storage.mapping;

import io.alerthistory.history.SearchTerm;

/** In what the databases differ when they list sessions. */
public interface SearchDialect {

    /** The parameter of a number from 1. */
    String placeholder(int number);

    /** Whether the text is found in the document, asked row by row. */
    String contains(String document, String text);

    /** Whether the search's index can find the term. */
    boolean isIndexed(SearchTerm term);

    /** The table of sessions for a range of starts, with a hint where the database does not take that index by itself. */
    String sessionsByStart();

    /** What ends a subquery that is to be planned for itself; empty where nothing is needed. */
    String fence();

    /** The condition on alert_sessions that asks the index. */
    String indexed(SearchTerm term, Parameters parameters);
}
