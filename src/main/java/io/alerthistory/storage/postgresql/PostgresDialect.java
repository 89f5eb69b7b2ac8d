package io.alerthistory.storage.postgresql;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.history.SearchTerm;
import io.alerthistory.json.JsonText;
import io.alerthistory.storage.mapping.Dialect;
import io.alerthistory.storage.mapping.Parameters;
import io.alerthistory.storage.mapping.RollupRows;

/** The SQL of PostgreSQL. Its index of the search is pg_trgm's, which knows the trigrams of words. */
final class PostgresDialect implements Dialect {

    static final PostgresDialect INSTANCE = new PostgresDialect(PostgresSql::placeholder);

    /** For native queries of entities, whose parameters are written as Hibernate does. */
    static final PostgresDialect OF_ENTITIES = new PostgresDialect(number -> "?" + number);

    /** Marks a statement whose plan depends on the term, so that it is planned for each execution. */
    private static final String INDEXED = "search_document like ";

    private final IntFunction<String> placeholder;

    private PostgresDialect(IntFunction<String> placeholder) {
        this.placeholder = placeholder;
    }

    static boolean isPlannedEachTime(String sql) {
        return sql.contains(INDEXED);
    }

    @Override
    public String placeholder(int number) {
        return placeholder.apply(number);
    }

    @Override
    public String bytes(String column) {
        return "convert_to(" + column + ", 'UTF8')";
    }

    @Override
    public String text(String bytes) {
        return "convert_from(cast(" + bytes + " as bytea), 'UTF8')";
    }

    @Override
    public String member(String column, String name) {
        return "left(cast(" + column + " as json) ->> '" + name + "', 1000)";
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

    /**
     * Until a new session is in the statistics, PostgreSQL expects one row of it. It then joins a page with the
     * session's rows in either order, and evaluates the page once for each of 30,000 rows: 8.3 s for a page that takes
     * 0.4 ms without the join.
     */
    @Override
    public boolean rereadsPages() {
        return false;
    }

    /**
     * Without it PostgreSQL assumes that matches are everywhere, and scans the list's index past all rows that do not
     * match.
     */
    @Override
    public String barrier() {
        return " offset 0";
    }

    @Override
    public String anyOf(String column, Collection<String> values, Parameters parameters) {
        return column + " = any(cast(" + parameters.add(values.toArray(new String[0])) + " as text[]))";
    }

    @Override
    public String labelled(String column, String name, String value) {
        return "cast(" + column + " as json) -> 'labels' ->> cast(" + name + " as text) = " + value
                + " and json_typeof(cast(" + column + " as json) -> 'labels' -> cast(" + name + " as text)) = 'string'";
    }

    @Override
    public String withMembers(String column, List<String> names, String literal) {
        String json = "cast(" + column + " as jsonb)";
        for (String name : names) {
            json = "jsonb_set(%s, '{%s}', '\"%s\"', false)".formatted(json, name, literal);
        }
        return "cast(" + json + " as text)";
    }

    @Override
    public String forUpdate() {
        return "for no key update";
    }

    @Override
    public String indexed(SearchTerm term, Parameters parameters) {
        String literal = term.folded().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
        return INDEXED + parameters.add("%" + literal + "%");
    }

    @Override
    public String ofMember(String column, String name, Parameters parameters) {
        return column + " ->> cast(" + parameters.add(name) + " as text)";
    }

    @Override
    public String hasMembers(String column, Map<String, String> members, Parameters parameters) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::put);
        return column + " @> cast(cast(" + parameters.add(JsonText.of(object).text()) + " as text) as jsonb)";
    }

    @Override
    public String hasElement(String column, Map<String, String> members, Parameters parameters) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        members.forEach(object::put);
        return "cast(" + column + " as jsonb) @> cast(cast("
                + parameters.add(JsonText.of(JsonNodeFactory.instance.arrayNode().add(object)).text()) + " as text) as jsonb)";
    }

    /** Without the barriers the planner, which expects a great part of the table, once chose to hash all of it. */
    @Override
    public String joinEach(String table, String alias, String condition) {
        return "cross join lateral (select * from " + table + " " + alias + " where " + condition + " offset 0) " + alias;
    }

    @Override
    public String anyIdOf(String column, Collection<Long> ids, Parameters parameters) {
        return column + " = any(cast(" + parameters.add(ids.toArray(new Long[0])) + " as bigint[]))";
    }

    @Override
    public String alertDays(Collection<RollupRows.AlertDayKey> days, Parameters parameters) {
        return "(select * from unnest(cast("
                + parameters.add(days.stream().map(RollupRows.AlertDayKey::alertId).toArray(Long[]::new))
                + " as bigint[]), cast(" + parameters.add(days.stream().map(RollupRows.AlertDayKey::day).toArray(Long[]::new))
                + " as bigint[])) as u(alert_id, day))";
    }

    @Override
    public String listed(String text) {
        return "string_agg(" + text + ", ',')";
    }

    @Override
    public String jsonArray(String text) {
        return "cast(coalesce(json_agg(" + text + "), '[]') as text)";
    }
}
