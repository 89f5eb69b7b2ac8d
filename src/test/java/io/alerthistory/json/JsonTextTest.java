package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class JsonTextTest {

    private static final ObjectMapper MAPPER = mapper();

    record Body(@Nullable String before, @Nullable JsonText payload, @Nullable Integer after) {
    }

    record Elements(List<Body> elements) {
    }

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        new StrictJson().customize(mapper);
        return mapper;
    }

    private static Body read(String text) throws IOException {
        return MAPPER.readValue(new BodyStream(text.getBytes(StandardCharsets.UTF_8)), Body.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "{}", "[]", "{ \"b\" : 1 ,\n\"a\":[ 2.50 , 1e3,1E+4 ] }", "\"text \\u00e9 \\\" \\\\\"",
            "12345678901234567890",
            "-0.0", "1e9999", "true", "false", "{\"a\":1,\"a\":2}", "[[[{\"x\":[]}]]]", "\"漢 😀 \\ud83d\\ude00\"",
            "[\"]\",\"}\",\",\"]" })
    void keepsAPayloadAsItWasSent(String payload) throws IOException {
        String padding = "é".repeat(9000); // so that it does not begin in the parser's first buffer
        for (String before : List.of("", padding)) {
            Body body = read("{\"before\":\"" + before + "\",\"payload\": " + payload + " ,\"after\":7}");
            assertThat(body.payload().text()).isEqualTo(payload);
            assertThat(body.before()).isEqualTo(before);
            assertThat(body.after()).isEqualTo(7);
            assertThat(read("{\"payload\":" + payload + "}").payload().text()).isEqualTo(payload);
        }
    }

    @Test
    void isARangeOfTheBody() throws IOException {
        byte[] bytes = "{\"payload\":{\"a\":1}}".getBytes(StandardCharsets.UTF_8);
        assertThat(MAPPER.readValue(new BodyStream(bytes), Body.class).payload().utf8().array()).isSameAs(bytes);
        Body fromReader = JsonText.keepingRanges(MAPPER.readerFor(Body.class), bytes).readValue(bytes);
        assertThat(fromReader.payload().utf8().array()).isSameAs(bytes);
        assertThat(fromReader.payload().text()).isEqualTo("{\"a\":1}");
    }

    @Test
    void isCopiedWhereTheBytesAreNotAtHand() throws IOException {
        Body body = MAPPER.readValue("{\"payload\": {\"n\": 1.50, \"a\": [\"x\"]}}", Body.class);
        assertThat(body.payload().text()).isEqualTo("{\"n\":1.50,\"a\":[\"x\"]}");
    }

    @Test
    void aByteOrderMarkMovesNothing() throws IOException {
        assertThat(read("\uFEFF{\"payload\":[1]}").payload().text()).isEqualTo("[1]");
    }

    @Test
    void nullIsNoPayload() throws IOException {
        assertThat(read("{\"payload\":null}").payload()).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
            "{\"a\":[\"\\u0000\"]} | U+0000",
            "{\"\\u0000\":1} | U+0000",
            "[\"\\ud83d\"] | surrogate",
            "[\"\\ude00\\ud83d\"] | surrogate",
            "[1e10001] | exponent",
            "[1e-99999999999] | exponent" })
    void refusesWhatCannotBeStored(String payload, String reason) {
        assertThatThrownBy(() -> read("{\"payload\":" + payload + "}")).isInstanceOf(JsonMappingException.class)
                .hasMessageContaining(reason);
    }

    @Test
    void writesTheBytesItHas() throws IOException {
        String large = "{\"large\":\"" + "漢".repeat(5000) + "\"}";
        assertThat(MAPPER.writeValueAsString(new JsonText(large))).isEqualTo(large);
        assertThat(
                new String(MAPPER.writeValueAsBytes(List.of(new JsonText(large), new JsonText("1"))), StandardCharsets.UTF_8))
                .isEqualTo("[" + large + ",1]");
    }

    @Test
    void readsNoMoreElementsThanAnyFieldTakes() {
        String elements = "{},".repeat(BoundedLists.MAX_ELEMENTS);
        assertThatThrownBy(() -> MAPPER.readValue("{\"elements\":[" + elements + "{}]}", Elements.class))
                .hasCauseInstanceOf(TooManyElementsException.class);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(Arbitraries.of("a", "\"", "\\", "\n", "/", "é", "漢", "😀", "\u2028"),
                Arbitraries.strings().ofLength(1).filter(text -> Strings.defect(text) == null)).list().ofMaxSize(100)
                .map(parts -> String.join("", parts));
    }

    @Property
    void whateverStandsAroundItTheRangeIsThePayload(@ForAll("texts") String before, @ForAll("texts") String name,
            @ForAll("texts") String value) throws IOException {
        String payload = MAPPER.writeValueAsString(java.util.Map.of(name, List.of(value, 1, true)));
        String text = "{\"before\":" + MAPPER.writeValueAsString(before) + ",\"payload\":" + payload + "}";
        assertThat(read(text).payload().text()).isEqualTo(payload);
    }
}
