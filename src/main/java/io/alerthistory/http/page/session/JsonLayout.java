package io.alerthistory.http.page.session;

import java.nio.charset.StandardCharsets;

import io.alerthistory.json.Utf8;

/**
 * Lays out JSON for people: one member a line. It changes white space only, so numbers and duplicate members stay as they were
 * sent, and it takes a text that ends anywhere.
 */
final class JsonLayout {

    private static final String INDENT = "  ";
    private static final int MAX_DEPTH = 8;

    /** How many times longer a text may become. */
    private static final int MAX_GROWTH = 4;

    /** A text may become as long as this however short it is. */
    private static final int SMALL = 4_096;

    private final String json;
    private final StringBuilder out;

    private JsonLayout(String json) {
        this.json = json;
        out = new StringBuilder(json.length() * 5 / 4);
    }

    static String of(String json) {
        return new JsonLayout(json).lay();
    }

    /** The characters of a text that may begin and end within one. */
    static String decoded(Utf8 piece) {
        byte[] bytes = piece.array();
        int from = piece.offset();
        int to = from + piece.length();
        while (from < to && isFollowing(bytes[from])) {
            from++;
        }
        int last = to - 1;
        while (last >= from && isFollowing(bytes[last])) {
            last--;
        }
        if (last >= from && last + length(bytes[last]) > to) {
            to = last;
        }
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }

    /** The characters that a part of a JSON string stands for; an escape sequence that is not whole stays as it is. */
    static String unescaped(String part) {
        StringBuilder out = new StringBuilder(part.length());
        int i = 0;
        while (i < part.length()) {
            char c = part.charAt(i);
            if (c != '\\' || i + 1 == part.length()) {
                out.append(c);
                i++;
            } else {
                i += unescape(part, i, out);
            }
        }
        return out.toString();
    }

    /** Appends what an escape sequence stands for, and returns its length. */
    private static int unescape(String part, int at, StringBuilder out) {
        char kind = part.charAt(at + 1);
        if (kind != 'u') {
            out.append(kind == 'n' ? "\n" : kind == 't' ? "\t" : kind == 'r' ? "" : String.valueOf(kind));
            return 2;
        }
        String digits = part.substring(at + 2, Math.min(at + 6, part.length()));
        if (digits.matches("[0-9a-fA-F]{4}")) {
            out.append((char) Integer.parseInt(digits, 16));
            return 6;
        }
        out.append("\\u");
        return 2;
    }

    private static boolean isFollowing(byte b) {
        return (b & 0xC0) == 0x80;
    }

    private static int length(byte first) {
        int bits = first & 0xFF;
        return bits < 0xC0 ? 1 : bits < 0xE0 ? 2 : bits < 0xF0 ? 3 : 4;
    }

    private String lay() {
        int depth = 0;
        int i = 0;
        while (i < json.length()) {
            char c = json.charAt(i);
            int end = i + 1;
            switch (c) {
                case '"' -> {
                    end = stringEnd(i);
                    out.append(json, i, end);
                }
                case '{', '[' -> {
                    end = emptyEnd(i);
                    out.append(c);
                    if (end > i + 1) { // an empty object or array stays on its line
                        out.append(json.charAt(end - 1));
                    } else {
                        depth++;
                        line(depth, i);
                    }
                }
                case '}', ']' -> {
                    depth--;
                    line(depth, i);
                    out.append(c);
                }
                case ',' -> {
                    out.append(c);
                    line(depth, i);
                }
                case ':' -> out.append(": ");
                case ' ', '\t', '\n', '\r' -> {
                }
                default -> out.append(c);
            }
            i = end;
        }
        return out.toString();
    }

    /** The end of an object or an array that has nothing in it; the end of its first character otherwise. */
    private int emptyEnd(int at) {
        int next = at + 1;
        while (next < json.length() && Character.isWhitespace(json.charAt(next))) {
            next++;
        }
        return next < json.length() && (json.charAt(next) == '}' || json.charAt(next) == ']') ? next + 1 : at + 1;
    }

    /** Begins a line. It is indented as long as what follows has room: each character may need two, without an indent. */
    private void line(int depth, int at) {
        out.append('\n');
        int indent = INDENT.length() * Math.min(MAX_DEPTH, Math.max(0, depth));
        if (out.length() + indent + 2L * (json.length() - at) <= Math.max(SMALL, (long) MAX_GROWTH * json.length())) {
            out.append(INDENT.repeat(indent / INDENT.length()));
        }
    }

    private int stringEnd(int start) {
        int i = start + 1;
        while (i < json.length()) {
            char c = json.charAt(i);
            if (c == '"') {
                return i + 1;
            }
            i += c == '\\' ? 2 : 1;
        }
        return json.length();
    }
}
