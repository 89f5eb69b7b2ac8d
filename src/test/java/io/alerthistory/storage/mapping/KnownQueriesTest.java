package io.alerthistory.storage.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.alerthistory.storage.mapping.KnownQueries.Group;
import io.alerthistory.storage.mapping.KnownQueries.Size;

class KnownQueriesTest {

    private static final long MAX = KnownQueries.MAX_BYTES;

    @Test
    void readsSmallRowsTogetherAndLargeOnesAlone() {
        List<Size> sizes = List.of(new Size("a", MAX / 2), new Size("b", MAX / 2), new Size("c", 1), new Size("d", 10 * MAX),
                new Size("e", 0));

        assertThat(KnownQueries.groups(sizes)).containsExactly(new Group(List.of("a", "b"), MAX),
                new Group(List.of("c"), 1), new Group(List.of("d"), 10 * MAX), new Group(List.of("e"), 0));
    }

    @Test
    void readsNothingWhenNothingIsStored() {
        assertThat(KnownQueries.groups(List.of())).isEmpty();
    }
}
