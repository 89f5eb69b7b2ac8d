package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.SessionSort.Key;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;

class CursorTest {

    private static final SessionFilter FILTER = new SessionFilter(List.of("failed", "completed"), "a", null,
            new SearchTerm("Pod"), 1L, null);

    @Property
    void comesBackAsItWas(@ForAll boolean backward, @ForAll @WithNull @StringLength(max = 300) @Nullable String text,
            @ForAll long number, @ForAll @NotEmpty @StringLength(max = 200) String id, @ForAll long now, @ForAll Key key,
            @ForAll boolean ascending) {
        SessionSort sort = new SessionSort(key, ascending);
        for (Object value : new Object[] { text, number }) {
            Cursor cursor = new Cursor(backward, new Cursor.Place(value, id), now);
            if (key.takes(value)) {
                assertThat(Cursor.decode(cursor.encode(FILTER, sort), FILTER, sort)).isEqualTo(cursor);
            } else {
                refused(() -> Cursor.decode(cursor.encode(FILTER, sort), FILTER, sort), "malformed");
            }
        }
        Cursor end = new Cursor(backward, null, now);
        assertThat(Cursor.decode(end.encode(FILTER, sort), FILTER, sort)).isEqualTo(end);
    }

    @Property
    void fitsOnlyItsFiltersAndItsSort(@ForAll Key key, @ForAll Key other, @ForAll boolean ascending) {
        SessionSort sort = new SessionSort(key, ascending);
        String cursor = new Cursor(false, null, 1).encode(FILTER, sort);
        refused(() -> Cursor.decode(cursor, FILTER, new SessionSort(key, !ascending)), "other filters or another sort");
        if (other != key) {
            refused(() -> Cursor.decode(cursor, FILTER, new SessionSort(other, ascending)), "other filters or another sort");
        }
        for (SessionFilter filter : List.of(SessionFilter.NONE,
                new SessionFilter(List.of("failed"), "a", null, new SearchTerm("Pod"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), null, "a", new SearchTerm("Pod"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, new SearchTerm("Pods"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, null, 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, new SearchTerm("Pod"), null, 1L))) {
            refused(() -> Cursor.decode(cursor, filter, sort), "other filters or another sort");
        }
        SessionFilter same = new SessionFilter(List.of("completed", "failed"), "a", null, new SearchTerm("pOD"), 1L, null);
        assertThat(Cursor.decode(cursor, same, sort).nowUs()).isEqualTo(1);
    }

    @Property
    void noticesEveryChange(@ForAll @IntRange(max = 10_000) int at, @ForAll char replacement) {
        SessionSort sort = SessionSort.NEWEST_FIRST;
        String cursor = new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7).encode(FILTER, sort);
        StringBuilder changed = new StringBuilder(cursor);
        changed.setCharAt(at % cursor.length(), replacement);
        if (!changed.toString().equals(cursor)) {
            refused(() -> Cursor.decode(changed.toString(), FILTER, sort), "malformed");
        }
        refused(() -> Cursor.decode(cursor.substring(0, at % cursor.length()), FILTER, sort), "malformed");
    }

    @Property
    void refusesAnyOtherText(@ForAll String text) {
        refused(() -> Cursor.decode(text, FILTER, SessionSort.NEWEST_FIRST), "malformed");
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_COMBINATION)).hasMessageContaining(why);
    }
}
