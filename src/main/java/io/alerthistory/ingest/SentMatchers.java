package io.alerthistory.ingest;

import java.util.List;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.alerthistory.error.ProblemException;
import io.alerthistory.json.JsonText;
import io.alerthistory.redaction.Redaction;

/** Reads matchers of events. */
final class SentMatchers {

    /** The maximum length of a pattern or a comment in characters. */
    static final int MAX_TEXT = 16_384;

    private static final int MAX_MATCHERS = 200;
    private static final String MATCHERS = "matchers";

    private enum Operator {
        EQUAL("=", false, true),
        NOT_EQUAL("!=", false, false),
        REGEXP("=~", true, true),
        NOT_REGEXP("!~", true, false);

        private final String sign;
        private final boolean isRegex;
        private final boolean isEqual;

        Operator(String sign, boolean isRegex, boolean isEqual) {
            this.sign = sign;
            this.isRegex = isRegex;
            this.isEqual = isEqual;
        }
    }

    private SentMatchers() {
    }

    /**
     * The matchers of a silence in the form of Alertmanager's API: an array of objects with name, value, isRegex and
     * isEqual. Of a silence with several sets of matchers, which API version 2 cannot make, it is the first.
     *
     * @throws ProblemException when one is invalid, or there are too many
     */
    static JsonText ofSilence(SentObject silence, Redaction redaction) {
        List<JsonText> matchers = matchers(silence, MATCHERS);
        List<JsonText> sets = silence.array("matcherSets");
        if (matchers.isEmpty() && !sets.isEmpty()) {
            matchers = matchers(SentObject.of(sets.get(0), "matcherSets"), MATCHERS);
        }
        ArrayNode normalized = JsonNodeFactory.instance.arrayNode();
        for (JsonText sent : matchers) {
            SentObject matcher = SentObject.of(sent, "matcher");
            Operator operator = operator(matcher);
            normalized.addObject().put("name", matcher.textOrEmpty("name"))
                    .put("value", redaction.text(pattern(matcher))).put("isRegex", operator.isRegex)
                    .put("isEqual", operator.isEqual);
        }
        return JsonText.of(normalized);
    }

    /**
     * The same for a silence of the API, whose matchers have that form.
     *
     * @throws ProblemException when one is invalid, or there are too many
     */
    static JsonText ofApi(SentObject silence, Redaction redaction) {
        ArrayNode normalized = JsonNodeFactory.instance.arrayNode();
        for (JsonText sent : matchers(silence, MATCHERS)) {
            SentObject matcher = SentObject.of(sent, "matcher");
            normalized.addObject().put("name", limited(matcher, "name"))
                    .put("value", redaction.text(limited(matcher, "value"))).put("isRegex", matcher.isTrue("isRegex"))
                    .put("isEqual", !matcher.has("isEqual") || matcher.isTrue("isEqual"));
        }
        return JsonText.of(normalized);
    }

    private static String limited(SentObject matcher, String member) {
        String text = matcher.textOrEmpty(member);
        if (text.length() > MAX_TEXT) {
            throw SentObject.invalid("name and value of a matcher must have at most 16,384 characters");
        }
        return text;
    }

    /**
     * Appends matchers as they are written in a configuration: {@code name="pattern"}, separated by commas.
     *
     * @throws ProblemException when one is invalid, or there are too many
     */
    static void append(StringBuilder text, SentObject rule, String member) {
        text.append('{');
        String separator = "";
        for (JsonText sent : matchers(rule, member)) {
            SentObject matcher = SentObject.of(sent, "matcher");
            text.append(separator).append(matcher.textOrEmpty("name")).append(operator(matcher).sign).append('"')
                    .append(pattern(matcher)).append('"');
            separator = ",";
        }
        text.append('}');
    }

    private static List<JsonText> matchers(SentObject object, String member) {
        List<JsonText> matchers = object.array(member);
        if (matchers.size() > MAX_MATCHERS) {
            throw SentObject.invalid(member + " must have at most 200 elements");
        }
        return matchers;
    }

    private static String pattern(SentObject matcher) {
        String pattern = matcher.textOrEmpty("pattern");
        if (pattern.length() > MAX_TEXT || matcher.textOrEmpty("name").length() > MAX_TEXT) {
            throw SentObject.invalid("name and pattern of a matcher must have at most 16,384 characters");
        }
        return pattern;
    }

    /** The zero value of the type, which is absent, is an equality. */
    private static Operator operator(SentObject matcher) {
        return switch (matcher.textOrEmpty("type")) {
            case "TYPE_EQUAL", "" -> Operator.EQUAL;
            case "TYPE_NOT_EQUAL" -> Operator.NOT_EQUAL;
            case "TYPE_REGEXP" -> Operator.REGEXP;
            case "TYPE_NOT_REGEXP" -> Operator.NOT_REGEXP;
            default -> throw SentObject.invalid(
                    "type of a matcher must be TYPE_EQUAL, TYPE_NOT_EQUAL, TYPE_REGEXP or TYPE_NOT_REGEXP");
        };
    }
}
