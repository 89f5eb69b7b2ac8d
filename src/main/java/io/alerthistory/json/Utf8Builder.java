package io.alerthistory.json;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Gathers bytes of UTF-8 piece by piece. It never doubles an array to grow: what is gathered is copied once, to its own size.
 */
public final class Utf8Builder extends OutputStream {

    private static final int FIRST_PIECE = 512;
    private static final int MAX_PIECE = 65_536;

    private final List<byte[]> full = new ArrayList<>();
    private byte[] piece = new byte[FIRST_PIECE];
    private int used;
    private int length;

    public Utf8Builder append(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
        return this;
    }

    /** Appends a character of ASCII. */
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

    /** Begins anew. */
    public void clear() {
        full.clear();
        used = 0;
        length = 0;
    }

    private void next() {
        full.add(piece);
        piece = new byte[Math.min(MAX_PIECE, piece.length * 2)];
        used = 0;
    }

    /** The text so far. */
    public Utf8 toUtf8() {
        byte[] bytes = new byte[length];
        int at = 0;
        for (byte[] one : full) {
            System.arraycopy(one, 0, bytes, at, one.length);
            at += one.length;
        }
        System.arraycopy(piece, 0, bytes, at, used);
        return Utf8.of(bytes);
    }
}
