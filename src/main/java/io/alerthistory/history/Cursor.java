package io.alerthistory.history;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Base64;

import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * A place in an ordered list and the way to read on from there. Clients see it as one opaque word, signed, so that the database
 * is
 * asked for nothing that this service did not write; it fits only the filters and the sort it was made for.
 *
 * @param backward whether the page before the place is meant
 * @param place the row to read on from, exclusive; null for the end of the list that the direction starts at
 * @param nowUs the end of what still ran when the walk began, so that durations stand still during it
 */
public record Cursor(boolean backward, @Nullable Place place, long nowUs) {

    /**
     * Where a row stands in the order.
     *
     * @param key its sort key: a Long, a String, or null where the row has none
     */
    public record Place(@Nullable Object key, String sessionId) {
    }

    /** 1 had a checksum where there is a signature now. */
    private static final int FORMAT = 2;

    /** Writes it as one word of letters, digits, - and _. */
    String encode(SessionFilter filter, SessionSort sort, CursorSigner signer) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeUTF(binding(filter, sort));
            out.writeBoolean(backward);
            out.writeLong(nowUs);
            write(place, out);
            out.flush();
            out.write(signer.sign(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.toByteArray());
    }

    /**
     * Reads a cursor that the service gave out.
     *
     * @throws ProblemException invalid_cursor for a text that the service did not write, invalid_combination for a cursor of
     *         other filters or another sort
     */
    public static Cursor decode(String text, SessionFilter filter, SessionSort sort, CursorSigner signer) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(checked(text, signer)))) {
            if (in.readByte() != FORMAT) {
                throw malformed();
            }
            String binding = in.readUTF();
            Cursor cursor = new Cursor(in.readBoolean(), null, in.readLong());
            if (!binding.equals(binding(filter, sort))) {
                throw new ProblemException(ErrorCode.INVALID_COMBINATION,
                        "The cursor belongs to other filters or another sort; send those it was made with, or leave it out");
            }
            Place place = read(in);
            if (place != null && !sort.key().takes(place.key())) {
                throw malformed();
            }
            return new Cursor(cursor.backward, place, cursor.nowUs);
        } catch (IOException e) {
            throw malformed();
        }
    }

    /** What was signed. Nothing of a word is looked at before its signature. */
    private static byte[] checked(String text, CursorSigner signer) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
        int end = bytes.length - CursorSigner.BYTES;
        if (end < 0) {
            throw malformed();
        }
        byte[] content = Arrays.copyOf(bytes, end);
        // Decoding forgives stray bits at the end of a word; there is one spelling of a cursor.
        if (!signer.signed(content, Arrays.copyOfRange(bytes, end, bytes.length))
                || !Base64.getUrlEncoder().withoutPadding().encodeToString(bytes).equals(text)) {
            throw malformed();
        }
        return content;
    }

    private static void write(@Nullable Place place, DataOutputStream out) throws IOException {
        Object key = place == null ? null : place.key();
        out.writeByte(place == null ? 'E' : key == null ? 'N' : key instanceof Long ? 'L' : 'S');
        if (key instanceof Long number) {
            out.writeLong(number);
        } else if (key != null) {
            out.writeUTF(key.toString());
        }
        if (place != null) {
            out.writeUTF(place.sessionId());
        }
    }

    private static @Nullable Place read(DataInputStream in) throws IOException {
        return switch (in.readByte()) {
            case 'E' -> null;
            case 'N' -> new Place(null, in.readUTF());
            case 'L' -> new Place(in.readLong(), in.readUTF());
            case 'S' -> new Place(in.readUTF(), in.readUTF());
            default -> throw malformed();
        };
    }

    private static String binding(SessionFilter filter, SessionSort sort) {
        return sort.key().name() + (sort.ascending() ? "+" : "-") + filter.fingerprint();
    }

    private static ProblemException malformed() {
        return new ProblemException(ErrorCode.INVALID_CURSOR,
                "The cursor is malformed; take it from next_cursor or prev_cursor as it is");
    }
}
