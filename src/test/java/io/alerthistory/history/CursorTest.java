package io.alerthistory.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;

import org.jspecify.annotations.Nullable;

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
                assertThat(Cursor.decode(cursor.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER)).isEqualTo(cursor);
            } else {
                refused(() -> Cursor.decode(cursor.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER), "malformed");
            }
        }
        Cursor end = new Cursor(backward, null, now);
        assertThat(Cursor.decode(end.encode(FILTER, sort, SIGNER), FILTER, sort, SIGNER)).isEqualTo(end);
    }

    @Property
    void fitsOnlyItsFiltersAndItsSort(@ForAll Key key, @ForAll Key other, @ForAll boolean ascending) {
        SessionSort sort = new SessionSort(key, ascending);
        String cursor = new Cursor(false, null, 1).encode(FILTER, sort, SIGNER);
        refused(() -> Cursor.decode(cursor, FILTER, new SessionSort(key, !ascending), SIGNER), "other filters or another sort");
        if (other != key) {
            refused(() -> Cursor.decode(cursor, FILTER, new SessionSort(other, ascending), SIGNER),
                    "other filters or another sort");
        }
        for (SessionFilter filter : List.of(SessionFilter.NONE,
                new SessionFilter(List.of("failed"), "a", null, new SearchTerm("Pod"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), null, "a", new SearchTerm("Pod"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, new SearchTerm("Pods"), 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, null, 1L, null),
                new SessionFilter(List.of("failed", "completed"), "a", null, new SearchTerm("Pod"), null, 1L))) {
            refused(() -> Cursor.decode(cursor, filter, sort, SIGNER), "other filters or another sort");
        }
        SessionFilter same = new SessionFilter(List.of("completed", "failed"), "a", null, new SearchTerm("pOD"), 1L, null);
        assertThat(Cursor.decode(cursor, same, sort, SIGNER).nowUs()).isEqualTo(1);
    }

    @Property
    void noticesEveryChange(@ForAll @IntRange(max = 10_000) int at, @ForAll char replacement) {
        SessionSort sort = SessionSort.NEWEST_FIRST;
        String cursor = new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7).encode(FILTER, sort, SIGNER);
        StringBuilder changed = new StringBuilder(cursor);
        changed.setCharAt(at % cursor.length(), replacement);
        if (!changed.toString().equals(cursor)) {
            refused(() -> Cursor.decode(changed.toString(), FILTER, sort, SIGNER), "malformed");
        }
        refused(() -> Cursor.decode(cursor.substring(0, at % cursor.length()), FILTER, sort, SIGNER), "malformed");
    }

    @Property
    void refusesAnyOtherText(@ForAll String text) {
        refused(() -> Cursor.decode(text, FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
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
            refused(() -> Cursor.decode(word(changed), FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
        }
        for (String changed : List.of(word(bytes) + "=", word(bytes) + "\u0000", " " + word(bytes),
                word(bytes) + word(bytes))) {
            refused(() -> Cursor.decode(changed, FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
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
            refused(() -> Cursor.decode(word(forged), FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
        }
        refused(() -> Cursor.decode(cursor(ANOTHER), FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
    }

    /** Whatever a signed word says, by a later format or by a mistake of ours, it is refused and does no harm. */
    @Property
    void refusesSignedContentThatIsNoCursor(@ForAll @Size(max = 300) byte[] content) {
        byte[] signed = ByteBuffer.allocate(content.length + CursorSigner.BYTES).put(content).put(SIGNER.sign(content)).array();
        refused(() -> Cursor.decode(word(signed), FILTER, SessionSort.NEWEST_FIRST, SIGNER), "malformed");
    }

    private static String cursor(CursorSigner signer) {
        return new Cursor(false, new Cursor.Place(1_700_000_000_000_000L, "s-1"), 7).encode(FILTER, SessionSort.NEWEST_FIRST,
                signer);
    }

    private static String word(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static byte[] secret(int fill) {
        byte[] secret = new byte[SigningKeyStore.SECRET_BYTES];
        Arrays.fill(secret, (byte) fill);
        return secret;
    }

    private static void refused(org.assertj.core.api.ThrowableAssert.ThrowingCallable call, String why) {
        assertThatThrownBy(call).isInstanceOfSatisfying(ProblemException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_COMBINATION)).hasMessageContaining(why);
    }
}
