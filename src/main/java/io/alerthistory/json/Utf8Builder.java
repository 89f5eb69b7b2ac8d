package io.alerthistory.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects bytes of UTF-8. It does not grow by doubling an array: the bytes are copied once, into an array of their
 * size.
 */
public final class Utf8Builder extends OutputStream {

    private static final int FIRST_PIECE = 512;
    private static final int MAX_PIECE = 65_536;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE];
    private int used;
    private int length;

    /** The offset of the current text in the first piece. */
    private int begin;

    public Utf8Builder append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        return this;
    }

    /** Appends an ASCII character. */
    public Utf8Builder append(char ascii) {
        write(ascii);
        return this;
    }

    public Utf8Builder append(Utf8 text) {
        write(text.array(), text.offset(), text.length());
        return this;
    }

    /** The number of bytes so far. */
    public int length() {
        return length;
    }

    @Override
    public void write(int b) {
        if (used == piece.length) {
            next();
        }
        piece[used++] = (byte) b;
        length++;
    }

    @Override
    public void write(byte[] bytes, int offset, int count) {
        Objects.checkFromIndexSize(offset, count, bytes.length);
        int from = offset;
        int left = count;
        while (left > 0) {
            if (used == piece.length) {
                next();
            }
            int fits = Math.min(left, piece.length - used);
            System.arraycopy(bytes, from, piece, used, fits);
            used += fits;
            from += fits;
            left -= fits;
        }
        length += count;
    }

    /**
     * Returns the text so far, and begins another one. Returned texts share arrays: a text is copied only if it does
     * not lie in a single piece.
     */
    public Utf8 take() {
        Utf8 text = full.isEmpty() ? Utf8.of(piece, begin, used) : toUtf8();
        full.clear();
        begin = used;
        length = 0;
        return text;
    }

    private void next() {
        full.add(piece);
        piece = new byte[Math.min(MAX_PIECE, piece.length * 2)];
        used = 0;
    }

    /** Returns the text so far. */
    public Utf8 toUtf8() {
        byte[] bytes = new byte[length];
        int at = 0;
        int from = begin;
        for (byte[] one : full) {
            System.arraycopy(one, from, bytes, at, one.length - from);
            at += one.length - from;
            from = 0;
        }
        System.arraycopy(piece, from, bytes, at, used - from);
        return Utf8.of(bytes);
    }
}
