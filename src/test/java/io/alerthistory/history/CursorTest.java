package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.SessionSort.Key;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.constraints.WithNull;

class CursorTest {

    private static final CursorSigner SIGNER = new CursorSigner(secret(1));
    private static final CursorSigner ANOTHER = new CursorSigner(secret(2));

    private static final SessionFilter FILTER = SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed"))
            .with(FilterField.AGENT_TYPE, "a").with(FilterField.SEARCH, new SearchTerm("Pod"))
            .with(FilterField.START_DATE_US, 1L);

    @Property
    void comesBackAsItWas(@ForAll boolean backward, @ForAll @WithNull @StringLength(max = 300) @Nullable String text,
            @ForAll long number, @ForAll @NotEmpty @StringLength(max = 200) String id, @ForAll long now, @ForAll Key key,
            @ForAll boolean ascending) {
        SessionSort sort = new SessionSort(key, ascending);
        for (Object value : new Object[] { text, number }) {
            Cursor cursor = new Cursor(backward, new Cursor.Place(value, id), now);
            if (key.takes(value)) {
                assertThat(Cursor.decode(cursor.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER)).isEqualTo(cursor);
            } else {
                malformed(() -> Cursor.decode(cursor.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER));
            }
        }
        Cursor end = new Cursor(backward, null, now);
        assertThat(Cursor.decode(end.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER)).isEqualTo(end);
    }

    @Property
    void fitsOnlyItsFiltersAndItsSort(@ForAll Key key, @ForAll Key other, @ForAll boolean ascending) {
        SessionSort sort = new SessionSort(key, ascending);
        String cursor = new Cursor(false, null, 1).encode(FILTER, sort, SIGNER);
        foreign(() -> Cursor.decode(cursor, FILTER, new SessionSort(key, !ascending), SIGNER));
        if (other != key) {
            foreign(() -> Cursor.decode(cursor, FILTER, new SessionSort(other, ascending), SIGNER));
        }
        for (SessionFilter filter : List.of(SessionFilter.NONE,
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed")).with(FilterField.AGENT_TYPE, "a")
                        .with(FilterField.SEARCH, new SearchTerm("Pod")).with(FilterField.START_DATE_US, 1L),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed")).with(FilterField.ALERT_TYPE, "a")
                        .with(FilterField.SEARCH, new SearchTerm("Pod")).with(FilterField.START_DATE_US, 1L),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed")).with(FilterField.AGENT_TYPE, "a")
                        .with(FilterField.SEARCH, new SearchTerm("Pods")).with(FilterField.START_DATE_US, 1L),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed")).with(FilterField.AGENT_TYPE, "a")
                        .with(FilterField.START_DATE_US, 1L),
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed")).with(FilterField.AGENT_TYPE, "a")
                        .with(FilterField.SEARCH, new SearchTerm("Pod")).with(FilterField.END_DATE_US, 1L))) {
            foreign(() -> Cursor.decode(cursor, filter, sort, SIGNER));
        }
        SessionFilter same = SessionFilter.NONE.with(FilterField.STATUS, List.of("completed", "failed"))
                .with(FilterField.AGENT_TYPE, "a").with(FilterField.SEARCH, new SearchTerm("pOD"))
                .with(FilterField.START_DATE_US, 1L);
        assertThat(Cursor.decode(cursor, same, sort, SIGNER).nowUs()).isEqualTo(1);
    }

    /** Recorded from the release before filters were entries: clients hold cursors while replicas are replaced. */
    @Test
    void takesTheCursorsOfTheReleaseBefore() {
        Map<String, SessionFilter> recorded = Map.of(
                "AgAeU1RBUlRFRF9BVF9VUy1iYTVjODdiZmQ4MGIzYjQ4AAAAAAAAAAAHTAAGCiQYHkAAAANzLTFVbypQcjNl4tN-cVTj4pav",
                SessionFilter.NONE,
                "AgAeU1RBUlRFRF9BVF9VUy0xZGZmNzhmZmRhNDcyOTVkAAAAAAAAAAAHTAAGCiQYHkAAAANzLTFwoquz85gUvEMgc1cVC6Ag",
                SessionFilter.NONE.with(FilterField.STATUS, List.of("failed", "completed"))
                        .with(FilterField.AGENT_TYPE, "KubernetesAgent").with(FilterField.ALERT_TYPE, "PodCrashLooping")
                        .with(FilterField.SEARCH, new SearchTerm("Pod Kaputt")).with(FilterField.START_DATE_US, 1L)
                        .with(FilterField.END_DATE_US, 1_700_000_000_000_000L),
                "AgAeU1RBUlRFRF9BVF9VUy1iMzJkMDBkZTczMTA4YTNkAAAAAAAAAAAHTAAGCiQYHkAAAANzLTFgIrzCpqbVi9NXHN06Shfp",
                FILTER);

        recorded.forEach((text, filter) -> {
            Cursor cursor = Cursor.decode(text, filter, SessionSort.NEWEST_FIRST, SIGNER);

            assertThat(cursor).isEqualTo(new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7));
            assertThat(cursor.encode(filter, SessionSort.NEWEST_FIRST, SIGNER)).isEqualTo(text);
        });
    }

    @Property
    void noticesEveryChange(@ForAll @IntRange(max = 10_000) int at, @ForAll char replacement) {
        SessionSort sort = SessionSort.NEWEST_FIRST;
        String cursor = new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7).encode(FILTER, sort, SIGNER);
        StringBuilder changed = new StringBuilder(cursor);
        changed.setCharAt(at % cursor.length(), replacement);
        if (!changed.toString().equals(cursor)) {
            malformed(() -> Cursor.decode(changed.toString(), FILTER, sort, SIGNER));
        }
        malformed(() -> Cursor.decode(cursor.substring(0, at % cursor.length()), FILTER, sort, SIGNER));
    }

    @Property
    void refusesAnyOtherText(@ForAll String text) {
        malformed(() -> Cursor.decode(text, FILTER, SessionSort.NEWEST_FIRST, SIGNER));
    }

    /** A bit anywhere, bytes more or fewer, and the word as a careless proxy might leave it. */
    @Property
    void noticesWhateverHappensToItsBytes(@ForAll @IntRange(max = 10_000) int at, @ForAll @IntRange(max = 7) int bit,
            @ForAll @Size(min = 1, max = 40) byte[] more) {
        byte[] bytes = Base64.getUrlDecoder().decode(cursor(SIGNER));
        byte[] flipped = bytes.clone();
        flipped[at % bytes.length] ^= (byte) (1 << bit);
        byte[] longer = ByteBuffer.allocate(bytes.length + more.length).put(bytes).put(more).array();
        byte[] led = ByteBuffer.allocate(bytes.length + more.length).put(more).put(bytes).array();

        for (byte[] changed : List.of(flipped, longer, led, Arrays.copyOf(bytes, at % bytes.length), more)) {
            malformed(() -> Cursor.decode(word(changed), FILTER, SessionSort.NEWEST_FIRST, SIGNER));
        }
        for (String changed : List.of(word(bytes) + "=", word(bytes) + "\u0000", " " + word(bytes),
                word(bytes) + word(bytes))) {
            malformed(() -> Cursor.decode(changed, FILTER, SessionSort.NEWEST_FIRST, SIGNER));
        }
    }

    /** A forger can write everything but the signature, a checksum included. */
    @Property
    void takesNothingThatIsNotSigned(@ForAll @Size(max = 300) byte[] content, @ForAll @Size(max = 20) byte[] signature) {
        CRC32C sum = new CRC32C();
        sum.update(content);
        byte[] summed = ByteBuffer.allocate(content.length + 4).put(content).putInt((int) sum.getValue()).array();
        byte[] claimed = ByteBuffer.allocate(content.length + signature.length).put(content).put(signature).array();
        byte[] foreign = ByteBuffer.allocate(content.length + CursorSigner.BYTES).put(content).put(ANOTHER.sign(content))
                .array();
        for (byte[] forged : List.of(content, summed, claimed, foreign)) {
            malformed(() -> Cursor.decode(word(forged), FILTER, SessionSort.NEWEST_FIRST, SIGNER));
        }
        malformed(() -> Cursor.decode(cursor(ANOTHER), FILTER, SessionSort.NEWEST_FIRST, SIGNER));
    }

    /** Whatever a signed word says, by a later format or by a mistake of ours, it is refused and does no harm. */
    @Property
    void refusesSignedContentThatIsNoCursor(@ForAll @Size(max = 300) byte[] content) {
        byte[] signed = ByteBuffer.allocate(content.length + CursorSigner.BYTES).put(content).put(SIGNER.sign(content)).array();
        malformed(() -> Cursor.decode(word(signed), FILTER, SessionSort.NEWEST_FIRST, SIGNER));
    }

    private static String cursor(CursorSigner signer) {
        return new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7).encode(FILTER, SessionSort.NEWEST_FIRST,
                signer);
    }

    private static String word(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[CursorSigner.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private static void malformed(ThrowingCallable call) {
        refused(call, ErrorCode.INVALID_CURSOR, "malformed");
    }

    private static void foreign(ThrowingCallable call) {
        refused(call, ErrorCode.INVALID_COMBINATION, "other filters or another sort");
    }

    private static void refused(ThrowingCallable call, ErrorCode code, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class, e -> assertThat(e.code()).isEqualTo(code))
                .hasMessageContaining(why);
    }
}
