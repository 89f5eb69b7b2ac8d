package io.alerthistory.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the statements of a script that begin or end a transaction: they would end that of a rehearsal. */
final class TransactionControl {

    /**
     * The parts of a script in which no statement begins or ends, and then its words. A dollar within a name quotes nothing. A
     * quotation without an end reaches to the end of the script, where PostgreSQL refuses it. Comments nest, which no
     * expression can count; {@link #end} does.
     */
    private static final Pattern TOKEN = Pattern.compile("""
            (?<comment>/\\*)
            |--[^\\n\\r]*
            |(?<![\\w$\\x80-\\uffff])[eE]'(?:[^'\\\\]|\\\\.|'')*+(?:'|\\z)
            |'[^']*+(?:'|\\z)
            |"[^"]*+(?:"|\\z)
            |(?<![\\w$\\x80-\\uffff])(?<dollar>\\$(?:[a-zA-Z_\\x80-\\uffff][\\w\\x80-\\uffff]*)?\\$)
            |(?<word>[\\w\\x80-\\uffff][\\w$\\x80-\\uffff]*)
            |(?<semicolon>;)
            """, Pattern.COMMENTS | Pattern.DOTALL);

    private static final Set<String> ENDING = Set.of("begin", "commit", "end", "abort");
    private static final Set<String> NOISE = Set.of("work", "transaction");

    private TransactionControl() {
    }

    /** The first such statement, by its first words; empty when there is none. */
    static Optional<String> find(String script) {
        return statements(script).stream().filter(TransactionControl::controls)
                .map(words -> String.join(" ", words.subList(0, Math.min(2, words.size())))).findFirst();
    }

    private static boolean controls(List<String> words) {
        String first = words.get(0);
        String second = words.size() > 1 ? words.get(1) : "";
        return ENDING.contains(first)
                || ((first.equals("start") || first.equals("prepare")) && second.equals("transaction"))
                || (first.equals("rollback") && !words.stream().skip(1).filter(word -> !NOISE.contains(word)).findFirst()
                        .orElse("").equals("to")); // a savepoint is within the transaction
    }

    /** The words of each statement. The statements of a function's body in SQL, begin atomic … end, belong to its own. */
    private static List<List<String>> statements(String script) {
        List<List<String>> statements = new ArrayList<>();
        List<String> words = new ArrayList<>();
        Body body = Body.NONE;
        Matcher token = TOKEN.matcher(script);
        for (int at = 0; token.find(at); at = end(token, script)) {
            String word = token.group("word");
            if (word != null) {
                String lower = word.toLowerCase(Locale.ROOT);
                body = body.after(words, lower);
                words.add(lower);
            } else if (token.group("semicolon") != null && body.depth == 0) {
                statements.add(words);
                words = new ArrayList<>();
            }
        }
        statements.add(words);
        return statements.stream().filter(statement -> !statement.isEmpty()).toList();
    }

    /** Where the token ends, of which the expression may match only the beginning. */
    private static int end(Matcher token, String script) {
        String dollar = token.group("dollar");
        if (dollar != null) {
            int closing = script.indexOf(dollar, token.end());
            return closing < 0 ? script.length() : closing + dollar.length();
        }
        if (token.group("comment") == null) {
            return token.end();
        }
        int at = token.end();
        for (int depth = 1; depth > 0 && at < script.length();) {
            int length = script.startsWith("/*", at) || script.startsWith("*/", at) ? 2 : 1;
            depth += length == 1 ? 0 : script.charAt(at) == '/' ? 1 : -1;
            at += length;
        }
        return at;
    }

    /** @param depth how many ends a body still needs; 0 outside */
    private record Body(int depth) {

        static final Body NONE = new Body(0);

        Body after(List<String> words, String word) {
            if (depth == 0) {
                boolean begins = word.equals("atomic") && words.size() > 1 && words.get(0).equals("create")
                        && words.get(words.size() - 1).equals("begin");
                return begins ? new Body(1) : this;
            }
            return switch (word) {
                case "case" -> new Body(depth + 1);
                case "end" -> new Body(depth - 1);
                default -> this;
            };
        }
    }
}
