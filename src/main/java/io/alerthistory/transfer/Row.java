package io.alerthistory.transfer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;

import io.alerthistory.json.Sha256;

/** The values of a row in their common form, in the order of the table's columns. */
final class Row {

    private static final int OVERHEAD = 64;

    private final @Nullable Object[] values;

    /** @param values each a {@code byte[]}, or null */
    Row(@Nullable Object[] values) {
        this.values = values;
    }

    byte @Nullable [] value(int column) {
        return (byte[]) values[column];
    }

    int size() {
        return values.length;
    }

    /** How many bytes of memory it takes, about. */
    long bytes() {
        long bytes = OVERHEAD;
        for (int i = 0; i < values.length; i++) {
            byte[] value = value(i);
            bytes += value == null ? 0 : value.length + 16;
        }
        return bytes;
    }

    /** SHA-256 over the length and the bytes of every value that both databases keep; the length of null is -1. */
    byte[] digest(List<Column> columns) {
        MessageDigest digest = Sha256.begin();
        for (int i = 0; i < values.length; i++) {
            byte[] stored = value(i);
            byte[] value = stored == null ? null : columns.get(i).type().kept(stored);
            digest.update(ByteBuffer.allocate(4).putInt(value == null ? -1 : value.length).flip());
            if (value != null) {
                digest.update(value);
            }
        }
        return digest.digest();
    }

    /** Compares the keys, as both databases order them. */
    int compareKey(Row other, List<Column> key) {
        for (int i = 0; i < key.size(); i++) {
            byte[] mine = value(i);
            byte[] others = other.value(i);
            int order = mine == null || others == null ? Boolean.compare(mine != null, others != null)
                    : key.get(i).type().isWhole()
                            ? Long.compare(ByteBuffer.wrap(mine).getLong(), ByteBuffer.wrap(others).getLong())
                            : Arrays.compareUnsigned(mine, others);
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    /** The key as a person reads it. */
    String shownKey(List<Column> key) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < key.size(); i++) {
            byte[] value = value(i);
            shown.append(i == 0 ? "" : ", ").append(value == null ? "null"
                    : key.get(i).type().isWhole() ? String.valueOf(ByteBuffer.wrap(value).getLong())
                            : new String(value, StandardCharsets.UTF_8));
        }
        return shown.toString().replaceAll("\\p{Cntrl}", "?");
    }
}
