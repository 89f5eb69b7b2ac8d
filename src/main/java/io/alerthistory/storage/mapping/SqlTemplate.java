package io.alerthistory.storage.mapping;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A statement as a whole, with names in braces for its parts. Parts are SQL of ours and placeholders of parameters, never
 * values.
 */
public final class SqlTemplate {

    private static final Pattern NAME = Pattern.compile("\\{([a-z]+)}");

    private final String sql;

    private SqlTemplate(String sql) {
        this.sql = sql;
    }

    /** Returns a template with nothing filled in. */
    public static SqlTemplate of(String sql) {
        return new SqlTemplate(sql);
    }

    /**
     * Fills in one part, wherever its name stands.
     *
     * @throws IllegalArgumentException when the name does not stand there
     */
    public SqlTemplate with(String name, String part) {
        String filled = sql.replace("{" + name + "}", part);
        if (filled.equals(sql)) {
            throw new IllegalArgumentException("{" + name + "} does not stand in: " + sql);
        }
        return new SqlTemplate(filled);
    }

    /**
     * Returns the statement.
     *
     * @throws IllegalStateException when a part is missing
     */
    public String sql() {
        Matcher missing = NAME.matcher(sql);
        if (missing.find()) {
            throw new IllegalStateException(missing.group() + " is not filled in: " + sql);
        }
        return sql;
    }
}
