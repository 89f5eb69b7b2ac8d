package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

/** The vectors of RFC 8785, without those of fractions. */
class CanonicalJsonTest {

    /** Section 3.2.2. */
    @Test
    void stringsAreEscapedAsLittleAsPossible() {
        assertThat(CanonicalJson.of("\u20ac$\u000F\nA'\u0042\"\\\\\"/")).isEqualTo("\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"");
        assertThat(CanonicalJson.of("\b\t\n\f\r\u0000\u001f\u007f\u2028"))
                .isEqualTo("\"\\b\\t\\n\\f\\r\\u0000\\u001f\u007f\u2028\"");
    }

    /** Section 3.2.3. */
    @Test
    void membersAreInTheOrderOfTheirUtf16CodeUnits() {
        Map<String, String> members = new LinkedHashMap<>();
        for (String name : List.of("\u20ac", "\r", "\ufb33", "1", "\ud83d\ude00", "\u0080", "\u00f6")) {
            members.put(name, "");
        }

        assertThat(CanonicalJson.of(members))
                .isEqualTo("{\"\\r\":\"\",\"1\":\"\",\"\u0080\":\"\",\"\u00f6\":\"\",\"\u20ac\":\"\","
                        + "\"\ud83d\ude00\":\"\",\"\ufb33\":\"\"}");
    }

    /** Sections 3.2.2 and 3.2.4, and the integers of appendix B. */
    @Test
    void literalsAndIntegers() {
        assertThat(CanonicalJson.of(Arrays.asList(null, true, false))).isEqualTo("[null,true,false]");
        assertThat(CanonicalJson.of(List.of(0, -0, 9_007_199_254_740_991L, -9_007_199_254_740_991L)))
                .isEqualTo("[0,0,9007199254740991,-9007199254740991]");
        assertThat(CanonicalJson.of(Map.of("b", Map.of(), "a", List.of()))).isEqualTo("{\"a\":[],\"b\":{}}");
    }

    @Test
    void whatHasNoCanonicalFormIsRefused() {
        for (Object value : List.of("\ud800", "a\udc00", "\ud800\ud800\udc00", 9_007_199_254_740_992L, 1.5)) {
            assertThatThrownBy(() -> CanonicalJson.of(value)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
