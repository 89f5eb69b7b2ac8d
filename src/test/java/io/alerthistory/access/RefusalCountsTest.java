package io.alerthistory.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;

class RefusalCountsTest {

    private final RefusalCounts counts = new RefusalCounts();

    @Test
    void countsByAddressUntilTheyAreTaken() {
        assertThat(counts.add("a")).isTrue();
        assertThat(counts.add("b")).isFalse();
        assertThat(counts.add("a")).isFalse();

        assertThat(counts.take()).containsExactly(entry("a", 2), entry("b", 1));
        assertThat(counts.take()).isEmpty();
        assertThat(counts.add("b")).isTrue();
    }

    @Test
    void manyAddressesAreCountedTogether() {
        for (int i = 0; i < 1_000; i++) {
            counts.add("address-" + i);
        }
        counts.add("address-0");

        assertThat(counts.take()).hasSize(RefusalCounts.MAX_ADDRESSES + 1).containsEntry("address-0", 2)
                .containsEntry(RefusalCounts.OTHERS, 900);
    }
}
