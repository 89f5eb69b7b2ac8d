package io.alerthistory.http;

import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.time.Micros;

/** Writes comma-separated values (RFC 4180) that no spreadsheet takes for formulas. */
public final class Csv {

    private static final Pattern SPECIAL = Pattern.compile("[\",\r\n]");

    /** What a spreadsheet may take for a formula. */
    private static final Pattern FORMULA = Pattern.compile("[=+\\-@\t\r].*", Pattern.DOTALL);

    /** Makes a spreadsheet show a cell as it is. */
    private static final char TEXT_MARK = '\'';

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+(\\.[0-9]+)?");

    private Csv() {
    }

    /** A row with its line break. */
    public static String row(Stream<String> values) {
        return values.map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    /** The text of a value; empty when there is none. */
    public static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }

    /** An instant in microseconds since the epoch as RFC 3339 in UTC; empty when there is none. */
    public static String time(@Nullable Long us) {
        return us == null ? "" : Micros.instant(us).toString();
    }

    /** A value of a cell. */
    public static String cell(String value) {
        String safe = FORMULA.matcher(value).matches() && !NUMBER.matcher(value).matches() ? TEXT_MARK + value : value;
        return SPECIAL.matcher(safe).find() ? '"' + safe.replace("\"", "\"\"") + '"' : safe;
    }
}
