package io.alerthistory.storage.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;

/** Texts through NOTIFY. */
class BroadcastPartsTest {

    private static final String ID = "0b9d8a1e-6f0d-4c55-9f5c-0f3d3b0c7a11";

    private static String through(BroadcastParts parts, List<String> sent) {
        for (String part : sent.subList(0, sent.size() - 1)) {
            assertThat(parts.add(part)).isNull();
        }
        return parts.add(sent.get(sent.size() - 1));
    }

    @Property(tries = 200)
    void anyTextArrivesAsItWasSentInPartsThatPostgresTakes(@ForAll @NotEmpty String piece,
            @ForAll @IntRange(min = 0, max = 3000) int times) {
        String text = new String(piece.repeat(times).getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        List<String> sent = BroadcastParts.of(ID, text);

        assertThat(sent).allSatisfy(part -> assertThat(part.getBytes(StandardCharsets.UTF_8).length).isLessThan(8000));
        assertThat(through(new BroadcastParts(), sent)).isEqualTo(text);
    }

    @Example
    void aTextWithAMissingPartIsDroppedAndTheNextOneArrives() {
        BroadcastParts parts = new BroadcastParts();
        List<String> broken = BroadcastParts.of(ID, "x".repeat(20_000));

        assertThat(parts.add(broken.get(0))).isNull();
        assertThat(parts.add(broken.get(2))).isNull();
        assertThat(through(parts, BroadcastParts.of(ID, "{\"a\":\"b:c/d\"}"))).isEqualTo("{\"a\":\"b:c/d\"}");
    }

    @Example
    void whatIsNoPartIsIgnored() {
        BroadcastParts parts = new BroadcastParts();

        assertThat(parts.add("")).isNull();
        assertThat(parts.add("t:x")).isNull();
        assertThat(parts.add("t:x:1:text")).isNull();
        assertThat(parts.add("t:x:a/b:text")).isNull();
    }
}
