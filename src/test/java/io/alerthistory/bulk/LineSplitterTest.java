package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.vertx.core.buffer.Buffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class LineSplitterTest {

    private static final int MAX_LENGTH = 5;

    /** As number:text, or number:! for a line that is too large. */
    private static List<String> split(Iterable<byte[]> pieces) {
        List<String> lines = new ArrayList<>();
        LineSplitter splitter = new LineSplitter(MAX_LENGTH, line -> lines.add(line.number() + ":"
                + line.bytes().map(bytes -> new String(bytes, StandardCharsets.UTF_8)).orElse("!")));
        pieces.forEach(piece -> splitter.take(Buffer.buffer(piece)));
        splitter.end();
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "''            | ''",
            "a             | 1:a",
            "a~            | 1:a",
            "a~b           | 1:a 2:b",
            "~~a~~~b~      | 3:a 6:b",
            "a~ ~b         | 1:a 3:b",
            "abcde~x       | 1:abcde 2:x",
            "abcdef~x      | 1:! 2:x",
            "abcdef        | 1:!",
            "abcdefghijklmnop~~b | 1:! 3:b",
            "äöx~b         | 1:äöx 2:b",
            "äöü~b         | 1:! 2:b" })
    void numbersTheLines(String text, String expected) {
        assertThat(String.join(" ", split(List.of(bytes(text.replace('~', '\n')))))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({ "'\r\n'", "'\t \r\n'", "'     \n'" })
    void leavesOutALineOfWhiteSpace(String blank) {
        assertThat(split(List.of(bytes(blank + "a")))).containsExactly("2:a");
    }

    @ParameterizedTest
    @CsvSource({ "'', 0", "'\n', 0", "' ', 0", "x, 1" })
    void endsALastLineWithoutAnEnd(String text, int lines) {
        assertThat(split(List.of(bytes("a\n" + text)))).hasSize(1 + lines);
    }

    @Property
    void isTheSameWhereverThePiecesEnd(@ForAll("texts") String text,
            @ForAll @Size(max = 20) List<@IntRange(max = 60) Integer> ends) {
        byte[] whole = bytes(text);
        List<byte[]> pieces = new ArrayList<>();
        int start = 0;
        for (int end : ends.stream().filter(end -> end <= whole.length).sorted().toList()) {
            pieces.add(Arrays.copyOfRange(whole, start, end));
            start = end;
        }
        pieces.add(Arrays.copyOfRange(whole, start, whole.length));
        assertThat(split(pieces)).isEqualTo(split(List.of(whole))).isEqualTo(expected(text));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings().withChars('a', 'b', 'ä', '漢', ' ', '\r', '\t', '\n').ofMaxLength(30);
    }

    /** The obvious way, which needs the whole text. */
    private static List<String> expected(String text) {
        List<String> expected = new ArrayList<>();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            boolean tooLarge = bytes(lines[i]).length > MAX_LENGTH;
            if (tooLarge || !lines[i].isBlank()) {
                expected.add((i + 1) + ":" + (tooLarge ? "!" : lines[i]));
            }
        }
        return expected;
    }
}
