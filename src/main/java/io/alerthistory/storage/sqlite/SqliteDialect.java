package io.alerthistory.storage.sqlite;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.storage.mapping.Dialect;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.RollupRows;

/** The SQL of SQLite. Its index of the search is FTS5 with trigrams of any characters. */
final class SqliteDialect implements Dialect {

    static final SqliteDialect INSTANCE = new SqliteDialect();

    /** The maximum length of a phrase in characters. */
    private static final int MAX_PHRASE = 64;

    private SqliteDialect() {
    }

    @Override
    public String placeholder(int number) {
        return SqliteSql.placeholder(number);
    }

    @Override
    public String bytes(String column) {
        return "cast(" + column + " as blob)";
    }

    @Override
    public String text(String bytes) {
        return "cast(" + bytes + " as text)";
    }

    @Override
    public String member(String column, String name) {
        return "substr(json_extract(" + column + ", '$." + name + "'), 1, 1000)";
    }

    @Override
    public String contains(String document, String text) {
        return "instr(" + document + ", " + text + ") > 0";
    }

    @Override
    public boolean isIndexed(SearchTerm term) {
        return term.hasTrigram();
    }

    /** Without the hint SQLite estimates that fewer sessions have no author than start in a range. */
    @Override
    public String sessionsByStart() {
        return "alert_sessions indexed by ix_alert_sessions_started_at";
    }

    /** A window function copies the values of all columns that come out of it. */
    @Override
    public boolean rereadsPages() {
        return true;
    }

    @Override
    public String barrier() {
        return "";
    }

    @Override
    public String anyOf(String column, Collection<String> values, Parameters parameters) {
        return column + " in (select value from json_each(" + parameters.add(SqliteSql.array(values)) + "))";
    }

    @Override
    public String labelled(String column, String name, String value) {
        return "exists (select 1 from json_each(" + column + ", '$.labels') as l where l.key = " + name
                + " and l.type = 'text' and l.value = " + value + ")";
    }

    @Override
    public String withMembers(String column, List<String> names, String literal) {
        return "json_replace(" + column + names.stream().map(name -> ", '$.%s', '%s'".formatted(name, literal))
                .collect(Collectors.joining()) + ")";
    }

    @Override
    public String forUpdate() {
        return "";
    }

    /**
     * A phrase in quotation marks is literal; a quotation mark in it is doubled. The time for a phrase grows with its
     * length times that of the documents. So the index finds only the beginning of a long term, and each match is
     * checked for all of it.
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

    /** The operator {@code ->>} takes some names as paths. */
    @Override
    public String ofMember(String column, String name, Parameters parameters) {
        return "(select json_each.value from json_each(" + column + ") where json_each.key = " + parameters.add(name) + ")";
    }

    @Override
    public String hasMembers(String column, Map<String, String> members, Parameters parameters) {
        return members.entrySet().stream()
                .map(member -> "exists (select 1 from json_each(" + column + ") as l where l.key = "
                        + parameters.add(member.getKey()) + " and l.value = " + parameters.add(member.getValue()) + ")")
                .collect(Collectors.joining(" and "));
    }

    @Override
    public String hasElement(String column, Map<String, String> members, Parameters parameters) {
        return "exists (select 1 from json_each(" + column + ") as e where " + hasMembers("e.value", members, parameters) + ")";
    }

    /** A cross join keeps the order in which the tables are written. */
    @Override
    public String joinEach(String table, String alias, String condition) {
        return "cross join " + table + " " + alias + " on " + condition;
    }

    @Override
    public String anyIdOf(String column, Collection<Long> ids, Parameters parameters) {
        return column + " in (select value from json_each("
                + parameters.add(ids.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"))) + "))";
    }

    @Override
    public String alertDays(Collection<RollupRows.AlertDayKey> days, Parameters parameters) {
        String pairs = days.stream().map(day -> "[" + day.alertId() + "," + day.day() + "]")
                .collect(Collectors.joining(",", "[", "]"));
        return "(select json_extract(value, '$[0]') as alert_id, json_extract(value, '$[1]') as day from json_each("
                + parameters.add(pairs) + "))";
    }

    @Override
    public String listed(String text) {
        return "group_concat(" + text + ", ',')";
    }

    @Override
    public String jsonArray(String text) {
        return "json_group_array(" + text + ")";
    }
}
