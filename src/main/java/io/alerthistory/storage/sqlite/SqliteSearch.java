package io.alerthistory.storage.sqlite;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.SearchDialect;

/** Search by an FTS5 index of trigrams of any characters. */
final class SqliteSearch implements SearchDialect {

    static final SqliteSearch DIALECT = new SqliteSearch();

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

    /** A phrase in quotation marks is literal; a quotation mark in it is doubled. */
    @Override
    public String indexed(SearchTerm term, Parameters parameters) {
        return "session_id in (select session_id from session_search_ids where search_id in"
                + " (select rowid from session_search where session_search match "
                + parameters.add("\"" + term.folded().replace("\"", "\"\"") + "\"") + "))";
    }
}
