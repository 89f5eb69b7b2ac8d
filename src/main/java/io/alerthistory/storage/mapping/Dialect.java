package io.alerthistory.storage.mapping;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import io.alerthistory.history.SearchTerm;

/** The differences between the databases in the SQL that they share. */
public interface Dialect {

    /** Writes a parameter; the first has number 1. */
    String placeholder(int number);

    /** Converts a column of text to bytes in UTF-8. */
    String bytes(String column);

    /** Converts a parameter of bytes in UTF-8 to text. */
    String text(String bytes);

    /** Reads the first 1,000 characters of a member of a JSON object in a column. */
    String member(String column, String name);

    /** Whether the document contains the text; evaluated for each row. */
    String contains(String document, String text);

    /** Whether the index of the search can find the term. */
    boolean isIndexed(SearchTerm term);

    /** The condition on alert_sessions that uses the index of the search. */
    String indexed(SearchTerm term, Parameters parameters);

    /** The table of sessions for a range of starts, with a hint where the database does not choose that index itself. */
    String sessionsByStart();

    /**
     * Whether a page finds its rows by their keys and then reads them again. Otherwise its columns go through the page:
     * that needs a database that passes references to long values, and not the values.
     */
    boolean rereadsPages();

    /** Whether a column has one of some values, which become one parameter. */
    String anyOf(String column, Collection<String> values, Parameters parameters);

    /** Whether the object labels in a column of JSON has a string. */
    String labelled(String column, String name, String value);

    /** A JSON object in a column of text, where members that are there get another string. */
    String withMembers(String column, List<String> names, String literal);

    /** What keeps others from the selected rows until the end of the transaction. Empty where there is one writer. */
    String forUpdate();

    /** An optimisation barrier: ends a subquery that is planned separately. Empty where the database needs none. */
    String barrier();

    /** A member of an object of strings in a column of JSON; null when it has none of this name. */
    String ofMember(String column, String name, Parameters parameters);

    /** Whether an object of strings in a column of JSON has some members. */
    String hasMembers(String column, Map<String, String> members, Parameters parameters);

    /** Whether an array, stored as text, has an object with these members among others. */
    String hasElement(String column, Map<String, String> members, Parameters parameters);

    /**
     * Joins the rows of a table to each row before it, by an index of the table, however many rows the planner expects.
     *
     * @param condition on both
     */
    String joinEach(String table, String alias, String condition);

    /** Whether a column has one of some numbers, which become one parameter. */
    String anyIdOf(String column, Collection<Long> ids, Parameters parameters);

    /** A relation of alert_id and day, which become two parameters at most. */
    String alertDays(Collection<RollupRows.AlertDayKey> days, Parameters parameters);

    /** An aggregate: the texts of all rows with commas between them, in no order. Null of no rows. */
    String listed(String text);

    /** An aggregate: the texts of all rows as a JSON array in a column of text. An empty array of no rows. */
    String jsonArray(String text);
}
