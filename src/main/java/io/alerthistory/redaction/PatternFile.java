package io.alerthistory.redaction;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a file of expressions: one a line, with a name before " = " if it has one; empty lines and # comments are skipped. */
public final class PatternFile {

    private static final int MAX_BYTES = 65_536;
    private static final int MAX_PATTERNS = 100;

    /** Blanks around the = tell a name from an expression that contains one. */
    private static final Pattern NAMED = Pattern.compile("([A-Za-z_][A-Za-z0-9_.-]{0,63})\\s+=\\s+(.+)");

    private PatternFile() {
    }

    /**
     * Refuses a file that cannot be used.
     *
     * @throws IllegalArgumentException with the file, the line and the reason
     */
    public static void check(String file) {
        List<RedactionPattern> unused = read(file);
        assert !unused.isEmpty();
    }

    /** @throws IllegalArgumentException with the file, the line and the reason */
    static List<RedactionPattern> read(String file) {
        try {
            Path path = Path.of(file);
            if (Files.size(path) > MAX_BYTES) {
                throw new IllegalArgumentException(file + ": the file must have at most " + MAX_BYTES + " bytes");
            }
            return parse(file, Files.readString(path, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": the file must be readable, and text in UTF-8", e);
        }
    }

    /** @throws IllegalArgumentException with the file, the line and the reason */
    static List<RedactionPattern> parse(String file, String text) {
        List<RedactionPattern> patterns = new ArrayList<>();
        Set<String> names = new HashSet<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (i == 0 && line.startsWith("\uFEFF")) { // a byte order mark
                line = line.substring(1).strip();
            }
            if (!line.isEmpty() && !line.startsWith("#")) {
                try {
                    patterns.add(pattern(line, i + 1, names));
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(file + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        if (patterns.isEmpty() || patterns.size() > MAX_PATTERNS) {
            throw new IllegalArgumentException(file + ": the file must have 1 to " + MAX_PATTERNS + " expressions");
        }
        return List.copyOf(patterns);
    }

    private static RedactionPattern pattern(String line, int number, Set<String> names) {
        Matcher named = NAMED.matcher(line);
        boolean isNamed = named.matches();
        String name = isNamed ? named.group(1) : "line_" + number;
        if (!names.add(name)) {
            throw new IllegalArgumentException("another expression has the name " + name);
        }
        return RedactionPattern.of(name, isNamed ? named.group(2) : line);
    }
}
