package io.alerthistory.episode.read;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.history.CursorSigner;
import io.alerthistory.json.Sha256;

/**
 * A row's place in an ordered list: the keys of the order, of which each list uses some. Clients see one opaque, signed
 * word; it fits only the list, the filters and the window that it was made for.
 *
 * @param us the instant that the list is sorted by, in microseconds since the epoch
 * @param number a second key; 0 where there is none
 * @param ref a third key; empty where there is none
 * @param source a fourth key; empty where there is none
 * @param startsAtUs a fifth key; 0 where there is none
 */
public record Place(long us, long number, String ref, String source, long startsAtUs) {

    private static final String FORMAT = "alerts1";

    /** A place with two keys. */
    public static Place of(long us, long number) {
        return new Place(us, number, "", "", 0);
    }

    /**
     * Writes it as one word of letters, digits, - and _.
     *
     * @param binding the list and its filters as a text
     */
    String encode(String binding, CursorSigner signer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(us);
            out.writeLong(number);
            out.writeLong(startsAtUs);
            out.writeUTF(ref);
            out.writeUTF(source);
            out.flush();
            out.write(signer.sign(signed(bytes.toByteArray(), binding)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads a cursor that the service gave out.
     *
     * @throws ProblemException invalid_cursor for a text that the service did not write for this list and these filters
     */
    static Place decode(String text, String binding, CursorSigner signer) {
        byte[] bytes = bytes(text);
        int end = bytes.length - CursorSigner.BYTES;
        if (end < 0) {
            throw refused();
        }
        byte[] content = Arrays.copyOf(bytes, end);
        if (!signer.signed(signed(content, binding), Arrays.copyOfRange(bytes, end, bytes.length))) {
            throw refused();
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(content))) {
            long us = in.readLong();
            long number = in.readLong();
            long startsAtUs = in.readLong();
            return new Place(us, number, in.readUTF(), in.readUTF(), startsAtUs);
        } catch (IOException e) {
            throw refused();
        }
    }

    private static byte[] signed(byte[] content, String binding) {
        return (FORMAT + "\0" + Base64.getEncoder().encodeToString(content) + "\0" + Sha256.hexOf(binding))
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] bytes(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            // Decoding forgives stray bits at the end of a word; there is one spelling of a cursor.
            return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text) ? bytes : new byte[0];
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }

    private static ProblemException refused() {
        return new ProblemException(ErrorCode.INVALID_CURSOR,
                "The cursor is malformed, or belongs to another list or other filters; take it from next_cursor as it is");
    }
}
