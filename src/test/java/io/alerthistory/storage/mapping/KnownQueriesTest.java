package io.alerthistory.storage.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.alerthistory.storage.mapping.ExistingInteractionQueries.Group;
import io.alerthistory.storage.mapping.ExistingInteractionQueries.Size;

class KnownQueriesTest {

    private static final long MAX = ExistingInteractionQueries.MAX_BYTES;

    @Test
    void readsSmallRowsTogetherAndLargeOnesAlone() {
        List<Size> sizes = List.of(new Size("a", "s", MAX / 2), new Size("b", "t", MAX / 2), new Size("c", "s", 1),
                new Size("d", "s", 10 * MAX), new Size("e", "s", 0));

        assertThat(ExistingInteractionQueries.groups(sizes)).containsExactly(
                new Group(List.of("a", "b"), Set.of("s", "t"), MAX),
                new Group(List.of("c"), Set.of("s"), 1), new Group(List.of("d"), Set.of("s"), 10 * MAX),
                new Group(List.of("e"), Set.of("s"), 0));
    }

    @Test
    void readsNothingWhenNothingIsStored() {
        assertThat(ExistingInteractionQueries.groups(List.of())).isEmpty();
    }
}
