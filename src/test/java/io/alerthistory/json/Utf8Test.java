package io.alerthistory.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

class Utf8Test {

    @Test
    void isARangeOfItsArray() {
        byte[] bytes = "one two".getBytes(StandardCharsets.UTF_8);
        Utf8 two = Utf8.of(bytes, 4, 7);
        assertThat(two).hasToString("two").isEqualTo(Utf8.of("two")).hasSameHashCodeAs(Utf8.of("two"))
                .isNotEqualTo(Utf8.of("tw"));
        assertThat(two.bytes()).containsExactly('t', 'w', 'o');
        assertThat(Utf8.of(bytes).bytes()).isSameAs(bytes);
        assertThatThrownBy(() -> Utf8.of(bytes, 4, 8)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    /** Texts that are taken share arrays; none may change when the next is written. */
    @Property
    void isTakenOneAfterTheOther(@ForAll List<@Size(max = 4) List<@StringLength(max = 400) String>> texts) {
        Utf8Builder builder = new Utf8Builder();
        List<Utf8> taken = new ArrayList<>();
        for (List<String> pieces : texts) {
            pieces.forEach(builder::append);
            taken.add(builder.take());
            assertThat(builder.length()).isZero();
        }
        assertThat(taken.stream().map(Utf8::toString)).containsExactlyElementsOf(texts.stream()
                .map(pieces -> Utf8.of(String.join("", pieces)).toString()).toList());
    }

    @Property
    void isBuiltOfItsPieces(@ForAll List<String> pieces) {
        Utf8Builder builder = new Utf8Builder();
        pieces.forEach(piece -> builder.append(piece).append(Utf8.of(piece)).append('|'));
        StringBuilder expected = new StringBuilder();
        pieces.forEach(piece -> expected.append(piece).append(piece).append('|'));
        byte[] bytes = expected.toString().getBytes(StandardCharsets.UTF_8);
        assertThat(builder.length()).isEqualTo(bytes.length);
        assertThat(builder.toUtf8().bytes()).isEqualTo(bytes);
    }

    @Test
    void aLargeTextIsBuiltOfManyPieces() {
        Utf8Builder builder = new Utf8Builder();
        for (int i = 0; i < 300_000; i++) {
            builder.append((char) ('a' + i % 26));
        }
        assertThat(builder.append("x".repeat(200_000)).toUtf8().length()).isEqualTo(500_000);
    }

    /** Java's own decoder says what is well-formed. */
    @Property(tries = 20_000)
    void knowsASequenceByItsBytes(@ForAll @Size(min = 1, max = 5) byte[] bytes) {
        assertThat(isWellFormed(bytes)).isEqualTo(javaDecodes(bytes));
    }

    @Property(tries = 5_000)
    void knowsEveryCharacter(@ForAll String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        assertThat(isWellFormed(bytes)).isTrue();
    }

    private static boolean isWellFormed(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            i += bytes[i] >= 0 ? 1 : 1 + Utf8Sequence.following(bytes, i);
        }
        return i == bytes.length;
    }

    private static boolean javaDecodes(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
