package io.alerthistory.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Text as the bytes it is sent and stored as: a range of an array that others may share and nobody changes. A large text is
 * held once, where a string would be a second and a third copy of it.
 */
public final class Utf8 {

    private final byte[] array;
    private final int offset;
    private final int length;

    private Utf8(byte[] array, int offset, int length) {
        this.array = array;
        this.offset = offset;
        this.length = length;
    }

    public static Utf8 of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The whole array, which must be well-formed UTF-8 and stay as it is. */
    public static Utf8 of(byte[] array) {
        return new Utf8(array, 0, array.length);
    }

    /** The bytes of an array from one index, inclusive, to another, exclusive. */
    public static Utf8 of(byte[] array, int from, int to) {
        if (from < 0 || from > to || to > array.length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + array.length);
        }
        return new Utf8(array, from, to - from);
    }

    /** The number of bytes. */
    public int length() {
        return length;
    }

    /** The shared array, of which only {@link #length()} bytes from {@link #offset()} belong to this text. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** An array of exactly these bytes; a copy unless the text is the whole of its array. */
    public byte[] bytes() {
        return length == array.length ? array : Arrays.copyOfRange(array, offset, offset + length);
    }

    public void writeTo(OutputStream out) throws IOException {
        out.write(array, offset, length);
    }

    @Override
    public String toString() {
        return new String(array, offset, length, StandardCharsets.UTF_8);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Utf8 text
                && Arrays.equals(array, offset, offset + length, text.array, text.offset, text.offset + text.length);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + array[i];
        }
        return hash;
    }
}
