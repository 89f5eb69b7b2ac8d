package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.alerthistory.json.JsonText;
import io.alerthistory.json.StoredText;
import io.alerthistory.json.Utf8;
import io.alerthistory.stream.TextStore;
import io.smallrye.mutiny.Uni;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class MemberSearchTest {

    private static @Nullable String found(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        TextStore texts = (text, from, count) -> Uni.createFrom()
                .item(Utf8.of(bytes, (int) (text.from() + from), (int) (text.from() + from + count)));
        JsonText found = new MemberSearch("m").in(new StoredText("", "", 0, bytes.length, bytes.length, true), texts).await()
                .indefinitely();
        if (found == null) {
            return null;
        }
        StoredText range = Objects.requireNonNull(found.stored());
        return new String(bytes, (int) range.from(), (int) range.bytes(), StandardCharsets.UTF_8);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', nullValues = "none", value = {
            "{\"m\":[1,[2]]} | [1,[2]]",
            "{\"a\":{\"m\":[0]},\"m\" : [ \"]\" ] ,\"b\":1} | [ \"]\" ]",
            "{\"m\":[0],\"m\":[1]} | [1]",
            "{\"m\":[0],\"m\":7} | none",
            "{\"m\":[0],\"m\":{\"m\":[1]}} | none",
            "{\"m\":{\"x\":[]}} | none",
            "{\"a\":[{\"m\":[1]}]} | none",
            "{\"é漢\":\"😀\",\"m\":[]} | []",
            "[\"m\",[1]] | none",
            "\"m\" | none" })
    void findsTheArray(String json, @Nullable String array) {
        assertThat(found(json)).isEqualTo(array);
    }

    /** Wherever a piece ends. */
    @Property(tries = 50)
    void findsTheArrayInALongText(@ForAll @IntRange(min = 130_900, max = 131_200) int before,
            @ForAll @IntRange(max = 300) int within) {
        String array = "[\"" + "é".repeat(within) + "x".repeat(131_000) + "\",[1.50]]";
        assertThat(found("{\"a\":\"" + "x".repeat(before) + "\",\"m\":" + array + ",\"z\":[2]}")).isEqualTo(array);
    }
}
