package io.alerthistory.storage.postgresql;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.SearchDialect;

/** Search by pg_trgm's index, which knows the trigrams of words. */
final class PostgresSearch implements SearchDialect {

    static final PostgresSearch DIALECT = new PostgresSearch();

    /** What tells a statement whose plan depends on the term; it is planned anew each time. */
    private static final String INDEXED = "search_document like ";

    private PostgresSearch() {
    }

    static boolean isPlannedEachTime(String sql) {
        return sql.contains(INDEXED);
    }

    @Override
    public String placeholder(int number) {
        return PostgresSql.placeholder(number);
    }

    @Override
    public String contains(String document, String text) {
        return "strpos(" + document + ", " + text + ") > 0";
    }

    @Override
    public boolean isIndexed(SearchTerm term) {
        return term.hasWordTrigram();
    }

    @Override
    public String sessionsByStart() {
        return "alert_sessions";
    }

    /** Else it follows the list's index, in the belief that matches are everywhere, past all of the rows that have none. */
    @Override
    public String fence() {
        return " offset 0";
    }

    @Override
    public String indexed(SearchTerm term, Parameters parameters) {
        String literal = term.folded().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return INDEXED + parameters.add("%" + literal + "%");
    }
}
