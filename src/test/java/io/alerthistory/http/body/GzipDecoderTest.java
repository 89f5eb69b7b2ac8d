package io.alerthistory.http.body;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;

import org.junit.jupiter.api.Test;

import io.alerthistory.error.ProblemException;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class GzipDecoderTest {

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(content);
        }
        return bytes.toByteArray();
    }

    private static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Arrays.stream(parts).forEach(bytes::writeBytes);
        return bytes.toByteArray();
    }

    /** Gives it in pieces of one size and takes it in pieces of another. */
    private static byte[] decoded(byte[] encoded, int given, int taken) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GzipDecoder decoder = new GzipDecoder()) {
            byte[] target = new byte[taken];
            for (int i = 0; i < encoded.length; i += given) {
                decoder.give(Arrays.copyOfRange(encoded, i, Math.min(i + given, encoded.length)));
                for (int count = decoder.read(target); count > 0; count = decoder.read(target)) {
                    bytes.write(target, 0, count);
                }
            }
            assertThat(decoder.isComplete()).isTrue();
        }
        return bytes.toByteArray();
    }

    @Property(tries = 300)
    void decodesWhateverThePieces(@ForAll @Size(max = 5000) byte[] content, @ForAll @Size(max = 50) byte[] more,
            @ForAll @IntRange(min = 1, max = 6000) int given, @ForAll @IntRange(min = 1, max = 6000) int taken)
            throws IOException {
        assertThat(decoded(joined(gzip(content), gzip(more)), given, taken)).isEqualTo(joined(content, more));
    }

    /** Every optional field of the header (RFC 1952, 2.3). */
    @Test
    void skipsWhatAHeaderMayHave() throws IOException {
        byte[] content = { 1, 2, 3 };
        byte[] plain = gzip(content);
        for (int flags = 0; flags < 32; flags++) {
            byte[] head = Arrays.copyOf(plain, 10);
            head[3] = (byte) flags;
            byte[] all = joined(head, (flags & 4) != 0 ? new byte[] { 3, 0, 7, 0, 7 } : new byte[0],
                    (flags & 8) != 0 ? new byte[] { 'n', 0 } : new byte[0], (flags & 16) != 0 ? new byte[] { 0 } : new byte[0],
                    (flags & 2) != 0 ? new byte[] { 9, 9 } : new byte[0], Arrays.copyOfRange(plain, 10, plain.length));
            for (int given : new int[] { 1, 2, 7, 100 }) {
                assertThat(decoded(all, given, 2)).as("flags " + flags).isEqualTo(content);
            }
        }
    }

    @Test
    void refusesWhatIsNotGzip() throws IOException {
        byte[] good = gzip(new byte[100]);
        for (int position : new int[] { 0, 1, 2, good.length - 1, good.length - 4, good.length - 5, good.length - 8 }) {
            byte[] bad = good.clone();
            bad[position] ^= 0x55;
            assertThatThrownBy(() -> decoded(bad, 10, 10)).as("byte " + position).isInstanceOf(ProblemException.class);
        }
        byte[] reserved = good.clone();
        reserved[3] = (byte) 0x80;
        assertThatThrownBy(() -> decoded(reserved, 10, 10)).isInstanceOf(ProblemException.class);
        byte[] followed = joined(good, new byte[] { 'x' });
        assertThatThrownBy(() -> decoded(followed, 10, 10)).isInstanceOf(ProblemException.class);
    }

    @Test
    void isCompleteAtTheEndOfAMemberOnly() throws IOException {
        byte[] good = gzip(new byte[100]);
        try (GzipDecoder decoder = new GzipDecoder()) {
            assertThat(decoder.isComplete()).isTrue();
            decoder.give(Arrays.copyOf(good, good.length - 1));
            assertThat(decoder.read(new byte[1000])).isEqualTo(100);
            assertThat(decoder.read(new byte[1000])).isZero();
            assertThat(decoder.isComplete()).isFalse();
            decoder.give(new byte[] { good[good.length - 1] });
            assertThat(decoder.read(new byte[1000])).isZero();
            assertThat(decoder.isComplete()).isTrue();
        }
    }
}
