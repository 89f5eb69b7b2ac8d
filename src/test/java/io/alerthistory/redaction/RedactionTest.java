package io.alerthistory.redaction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.LongAdder;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.Patch;

/** What a pattern replaces, and what it leaves. */
class RedactionTest {

    private static Redaction of(String lines) {
        return new Redaction(PatternFile.parse("f", lines));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
            "tok_[a-z]+ ~ none here ~ none here",
            "tok_[a-z]+ ~ tok_ab ~ [redacted]",
            "tok_[a-z]+ ~ a tok_ab, b tok_cd. ~ a [redacted], b [redacted].",
            "a ~ aaab ~ [redacted]b",
            "[0-9]{4} ~ 12345678 ~ [redacted]",
            "(?i)PASS\\S* ~ my Password1 ok ~ my [redacted] ok",
            "漢+ ~ ü漢漢x ~ ü[redacted]x" })
    void replacesMatchesInAText(String expression, String text, String expected) {
        assertThat(of(expression).text(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', value = {
            "{\"a\":1} ~ {\"a\":1}",
            "{ \"tok_ab\" : \"tok_ab\", \"n\": 1.50 } ~ { \"tok_ab\" : \"[redacted]\", \"n\": 1.50 }",
            "[\"x tok_ab y\",[{\"k\":\"tok_c\\u0064\"}],\"\\u00fc\"] ~ [\"x [redacted] y\",[{\"k\":\"[redacted]\"}],\"\\u00fc\"]",
            "\"a \\\"tok_ab\\\" \\n \\u0001 \\ud83d\\ude00 ü\" ~ \"a \\\"[redacted]\\\" \\n \\u0001 😀 ü\"",
            "[123456, true, null, \"tok_ab\", \"\"] ~ [123456, true, null, \"[redacted]\", \"\"]",
            "{\"k\":\"tok_a\",\"k\":\"tok_b\"} ~ {\"k\":\"[redacted]\",\"k\":\"[redacted]\"}" })
    void replacesStringValuesOfAPayloadAndNothingElse(String json, String expected) {
        assertThat(of("tok_[a-z]+\n123456").json(new JsonText(json)).text()).isEqualTo(expected);
    }

    @Test
    void leavesAPayloadWithoutAMatchAsItIs() {
        JsonText json = new JsonText("{\"a\":\"b\"}");
        assertThat(of("tok_[a-z]+").json(json)).isSameAs(json);
        assertThat(Redaction.NONE.json(json)).isSameAs(json);
        assertThat(Redaction.NONE.isActive()).isFalse();
    }

    @Test
    void replacesInAPatchAndLeavesWhatClears() {
        Redaction redaction = of("tok_[a-z]+");
        assertThat(redaction.text(Patch.of("tok_a"))).isEqualTo(Patch.of("[redacted]"));
        assertThat(redaction.text(Patch.<String> cleared())).isEqualTo(Patch.cleared());
        assertThat(redaction.json(Patch.<JsonText> absent())).isEqualTo(Patch.absent());
    }

    @Test
    void countsTheMatchesOfEachPattern() {
        Redaction redaction = of("token = tok_[a-z]+\n[0-9]{4}");
        redaction.text("tok_a tok_b 1234");
        redaction.json(new JsonText("[\"tok_c\"]"));
        assertThat(redaction.matches()).extractingByKey("token").extracting(LongAdder::sum).isEqualTo(3L);
        assertThat(redaction.matches()).extractingByKey("line_2").extracting(LongAdder::sum).isEqualTo(1L);
    }

    /** A backtracking matcher would need longer than the universe has. */
    @Test
    void isLinearForAnExpressionThatBacktrackingIsExponentialFor() {
        assertThat(of("(a|aa)+$").text("a".repeat(10_000) + "b")).endsWith("ab");
    }
}
