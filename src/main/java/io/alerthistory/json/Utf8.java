package io.alerthistory.json;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Text as UTF-8 bytes: a range of an array that may be shared and must not be changed. It avoids the second and third
 * copy of a large text that a string would need.
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

    /** Uses the whole array, which must be well-formed UTF-8 and must not be changed afterwards. */
    public static Utf8 of(byte[] array) {
        return new Utf8(array, 0, array.length);
    }

    /** Uses the bytes from {@code from}, inclusive, to {@code to}, exclusive. */
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

    /** The shared array. Only {@link #length()} bytes from {@link #offset()} belong to this text. */
    public byte[] array() {
        return array;
    }

    public int offset() {
        return offset;
    }

    /** Returns an array of exactly these bytes; a copy, unless the text is the whole array. */
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
