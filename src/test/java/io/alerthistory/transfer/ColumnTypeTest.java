package io.alerthistory.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnTypeTest {

    @ParameterizedTest
    @CsvSource({ "BOOLEAN, 1, true", "BOOLEAN, 2, false", "INT4, 2147483647, true", "INT4, 2147483648, false",
            "INT2, -32769, false", "INT8, 9223372036854775807, true" })
    void refusesNumbersOutOfRange(ColumnType type, long number, boolean accepted) {
        assertThat(type.refusal(ByteBuffer.allocate(8).putLong(number).array()) == null).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource({ "68c3a9, true", "'', true", "680069, false", "eda080, false", "c3, false", "f09f9880, true", "ff, false" })
    void refusesTextsThatAreNotUtf8(String hex, boolean accepted) {
        assertThat(ColumnType.TEXT.refusal(HexFormat.of().parseHex(hex)) == null).isEqualTo(accepted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = { "{\"a\":1}|true", "{\"a\":[\"\\u0000\"]}|false", "{\"\\ud800\":1}|false", "{|false",
            "[null,\"\\ud83d\\ude00\"]|true" })
    void refusesJsonThatJsonbDoesNotTake(String json, boolean accepted) {
        assertThat(ColumnType.JSONB.refusal(json.getBytes(StandardCharsets.UTF_8)) == null).isEqualTo(accepted);
    }

    @Test
    void documentsOfTheSameMeaningAreEqual() {
        assertThat(canonical("{\"b\":1.50, \"a\":[1e2,\"x\"]}")).isEqualTo(canonical("{\"a\": [100, \"x\"], \"b\": 1.5}"));
        assertThat(canonical("[1]")).isNotEqualTo(canonical("[\"1\"]"));
    }

    private static byte[] canonical(String json) {
        return ColumnType.JSONB.kept(json.getBytes(StandardCharsets.UTF_8));
    }
}
