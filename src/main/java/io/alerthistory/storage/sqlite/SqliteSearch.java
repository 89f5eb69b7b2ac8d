package io.alerthistory.storage.sqlite;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.SearchDialect;

/** Search by an FTS5 index of trigrams of any characters. */
final class SqliteSearch implements SearchDialect {

    static final SqliteSearch DIALECT = new SqliteSearch();

    /** Characters. */
    private static final int MAX_PHRASE = 64;

    private SqliteSearch() {
    }

    @Override
    public String placeholder(int number) {
        return SqliteSql.placeholder(number);
    }

    @Override
    public String contains(String document, String text) {
        return "instr(" + document + ", " + text + ") > 0";
    }

    @Override
    public boolean isIndexed(SearchTerm term) {
        return term.hasTrigram();
    }

    /** Without the hint SQLite takes all sessions that have no author for fewer than those of a range. */
    @Override
    public String sessionsByStart() {
        return "alert_sessions indexed by ix_alert_sessions_started_at";
    }

    @Override
    public String fence() {
        return "";
    }

    /**
     * A phrase in quotation marks is literal; a quotation mark in it is doubled. The work for a phrase grows with its length
     * times that of the documents, so of a long term only the beginning is looked up, and all of it in what is found.
     */
    @Override
    public String indexed(SearchTerm term, Parameters parameters) {
        String text = term.folded();
        String beginning = text.length() <= MAX_PHRASE ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_PHRASE / 2));
        String found = "session_id in (select session_id from session_search_ids where search_id in"
                + " (select rowid from session_search where session_search match "
                + parameters.add("\"" + beginning.replace("\"", "\"\"") + "\"") + "))";
        return beginning.equals(text) ? found : found + " and " + contains("search_document", parameters.add(text));
    }
}
