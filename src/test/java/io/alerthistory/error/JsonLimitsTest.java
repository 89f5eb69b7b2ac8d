package io.alerthistory.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLimitsTest {

    private static void check(String text) {
        JsonLimits.check(text.getBytes(StandardCharsets.UTF_8), "body");
    }

    @Test
    void countsMembersOfAllObjects() {
        String members = "{\"a\":1},".repeat(JsonLimits.MAX_MEMBERS - 1);
        assertThatCode(() -> check("[" + members + "{\"a\":1}]")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("[" + members + "{\"a\":1,\"b\":2}]")).isInstanceOf(ProblemException.class)
                .hasMessageContaining("100001 members");
    }

    @Test
    void countsValuesOfAllArrays() {
        assertThatCode(() -> check("[" + "1,".repeat(JsonLimits.MAX_ELEMENTS - 1) + "1]")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("[" + "[],".repeat(JsonLimits.MAX_ELEMENTS / 2) + "1]"))
                .isInstanceOf(ProblemException.class).hasMessageContaining("1000001 values");
    }

    @Test
    void countsNothingInStrings() {
        assertThatCode(() -> check("\"" + "[{:,".repeat(JsonLimits.MAX_ELEMENTS) + "\"")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("\"\\\\\"" + ",".repeat(JsonLimits.MAX_ELEMENTS + 1)))
                .isInstanceOf(ProblemException.class);
        assertThatCode(() -> check("\"\\\"" + ",".repeat(JsonLimits.MAX_ELEMENTS + 1))).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"a\":1,\"b\":{},\"a\":2}|/a",
            "{\"a\":{\"a\":1},\"\\u0061\":2}|/a",
            "[{\"a\":1},{\"a\":[1,2],\"b\":[],\"a\":2}]|/1/a",
            "{\"a/b\":{\"c\":\"}\"},\"a/b\":1}|/a~1b" })
    void refusesAMemberThatARecordHasTwice(String text, String pointer) {
        assertThatThrownBy(() -> check(text)).isInstanceOfSatisfying(ProblemException.class,
                problem -> assertThat(problem.errors()).extracting(FieldError::pointer).containsExactly(pointer));
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\":{\"b\":1,\"b\":2},\"b\":[{\"c\":1,\"c\":2}]}", "[{\"a\":1},{\"a\":1}]",
            "[[{\"a\":1,\"a\":2}]]", "{\"a\":\"a\",\"b\":\"a\"}", "{\"\\q\":1,\"\\u12\":2}", "}}{\"a\":1]]]" })
    void leavesPayloadsAsTheyAre(String text) {
        assertThatCode(() -> check(text)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-32LE", "ISO-8859-1", "UTF-16" })
    void refusesOtherEncodings(String encoding) {
        assertThatThrownBy(() -> JsonLimits.check("{\"a\":\"é\"}".getBytes(Charset.forName(encoding)), "line"))
                .isInstanceOf(ProblemException.class).hasMessageContaining("The line must be encoded in UTF-8");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "{", "\"\\", "nonsense", "\u007f", "漢😀" })
    void leavesSyntaxToTheParser(String text) {
        assertThatCode(() -> check(text)).doesNotThrowAnyException();
    }
}
