package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CompactSizeTest {

    private static final ObjectMapper ESCAPING = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());
    private static final ObjectMapper COMPACT = new ObjectMapper(
            JsonFactory.builder().enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8).build());

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{} | 2",
            "{ \"a\" : [ 1 , 2 ] } | 11",
            "\" \" | 3",
            "\"\\u00e9\\u6f22\\ud83d\\ude00\" | 11",
            "\"\\/\\\"\\\\\\n\\u0001\\u000a\\u0022\\u0041\" | 20",
            "1.50e3 | 6" })
    void countsWhatIsNeeded(String json, int size) {
        assertThat(CompactSize.of(new JsonText(json))).isEqualTo(size);
    }

    @Property
    void isTheSameHoweverCharactersAreWritten(@ForAll String text) throws IOException {
        String valid = new String(text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                java.nio.charset.StandardCharsets.UTF_8);
        int size = COMPACT.writeValueAsBytes(valid).length;
        assertThat(CompactSize.of(new JsonText(ESCAPING.writeValueAsString(valid)))).isEqualTo(size);
        assertThat(CompactSize.of(new JsonText(Utf8.of(COMPACT.writeValueAsBytes(valid))))).isEqualTo(size);
    }
}
