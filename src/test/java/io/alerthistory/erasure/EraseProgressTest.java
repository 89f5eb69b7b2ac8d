package io.alerthistory.erasure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

/** How the sessions of an erasure become batches. */
class EraseProgressTest {

    private static final EraseRequest REQUEST = new EraseRequest(new EraseMatch("a", null, null), EraseMode.DELETE, null);

    private static EraseProgress progress(int max, long... rows) {
        return until(max, System.nanoTime() + 1_000_000_000_000L, rows);
    }

    private static EraseProgress until(int max, long deadline, long... rows) {
        return new EraseProgress(IntStream.range(0, rows.length).mapToObj(i -> new EraseCandidate("s" + i, rows[i])).toList(),
                max, deadline);
    }

    @Test
    void aBatchHasAtMost500RowsButALargeSessionIsOneOfItsOwn() {
        EraseProgress progress = progress(10, 300, 200, 1, 9_000, 499);
        assertThat(progress.next()).containsExactly("s0", "s1");
        assertThat(progress.next()).containsExactly("s2");
        assertThat(progress.next()).containsExactly("s3");
        assertThat(progress.receipt(REQUEST, 0, false).more()).isTrue();
        assertThat(progress.next()).containsExactly("s4");
        assertThat(progress.next()).isEmpty();
        assertThat(progress.receipt(REQUEST, 0, false).more()).isFalse();
        assertThat(progress.receipt(REQUEST, 0, true).more()).isTrue();
    }

    @Test
    void saysWhenThereAreMoreThanOneRequestErases() {
        EraseProgress progress = progress(2, 1, 1, 1);
        assertThat(progress.next()).containsExactly("s0", "s1");
        assertThat(progress.next()).isEmpty();
        progress.add(new ErasedActs(4, 5));
        assertThat(progress.receipt(REQUEST, 3, false)).isEqualTo(
                new EraseReceipt(EraseMode.DELETE, false, ErasedRows.NONE, 0, 4, 5, 3, true));
    }

    @Test
    void beginsNoBatchAfterItsTime() {
        EraseProgress progress = until(10, System.nanoTime() - 1, 1, 1);
        assertThat(progress.next()).isEmpty();
        assertThat(progress.receipt(REQUEST, 0, false).more()).isTrue();
    }

    @Test
    void addsTheRowsOfItsBatches() {
        EraseProgress progress = progress(10, 1);
        assertThat(progress.add(new ErasedRows(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))).isTrue();
        progress.add(new ErasedRows(1, 1, 1, 1, 1, 1, 1, 1, 1, 1));
        assertThat(progress.receipt(REQUEST, 0, false).counts()).isEqualTo(new ErasedRows(2, 3, 4, 5, 6, 7, 8, 9, 10, 11));
        assertThat(List.of(progress.isOver())).containsExactly(false);
    }
}
