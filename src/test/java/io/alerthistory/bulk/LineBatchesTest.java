package io.alerthistory.bulk;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.vertx.core.buffer.Buffer;

class LineBatchesTest {

    private final LineBatches batches = new LineBatches();

    private void take(String text) {
        batches.take(Buffer.buffer(text));
    }

    private List<Long> next() {
        return batches.next().stream().map(Line::number).toList();
    }

    @Test
    void isReadyAfter500Lines() {
        take("x\n".repeat(LineBatches.MAX_LINES - 1));
        assertThat(batches.isReady()).isFalse();
        take("x");
        assertThat(batches.isReady()).isFalse();
        take("\nx\ny");
        assertThat(batches.isReady()).isTrue();
        assertThat(next()).hasSize(LineBatches.MAX_LINES).startsWith(1L).endsWith(500L);
        assertThat(batches.isReady()).isFalse();
        batches.end();
        assertThat(batches.isReady()).isTrue();
        assertThat(next()).containsExactly(501L, 502L);
        assertThat(next()).isEmpty();
    }

    @Test
    void doesNotCountBlankLines() {
        take("\n".repeat(10_000) + "x\n".repeat(LineBatches.MAX_LINES - 1));
        assertThat(batches.isReady()).isFalse();
    }

    @Test
    void isReadyWhenItsLinesAreLarge() {
        String part = "x".repeat(1 << 17) + "\n";
        take(part.repeat(7));
        assertThat(batches.isReady()).isFalse();
        take(part.repeat(3));
        assertThat(batches.isReady()).isTrue();
        assertThat(next()).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
        assertThat(batches.isReady()).isFalse();
    }

    @Test
    void keepsNothingOfALineThatIsTooLarge() {
        take("x".repeat(LineBatches.MAX_LINE) + "y\nz\n");
        assertThat(batches.isReady()).isFalse();
        batches.end();
        List<Line> lines = batches.next();
        assertThat(lines).extracting(Line::size).containsExactly(0, 1);
        assertThat(lines.get(0).bytes()).isEmpty();
    }
}
