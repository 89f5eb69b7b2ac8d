package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.ObjectMapper;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class JsonEscapeTest {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Wherever it is divided, also within a character. */
    @Property
    void whatIsEscapedInPiecesIsReadAsTheText(@ForAll String text, @ForAll @IntRange(min = 1, max = 7) int size)
            throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write('"');
        for (int i = 0; i < bytes.length; i += size) {
            JsonEscape.escaped(Utf8.of(bytes, i, Math.min(bytes.length, i + size))).writeTo(out);
        }
        out.write('"');
        assertThat(MAPPER.readValue(out.toByteArray(), String.class)).isEqualTo(new String(bytes, StandardCharsets.UTF_8));
    }

    @Test
    void leavesWhatNeedsNoEscape() {
        Utf8 plain = Utf8.of("plain / Ü 漢 😀 \u007f");
        assertThat(JsonEscape.escaped(plain)).isSameAs(plain);
        assertThat(JsonEscape.escaped(Utf8.of("\u0001\n\"\\"))).hasToString("\\u0001\\n\\\"\\\\");
    }
}
