package io.alerthistory.bulk;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** One line of an upload. */
public final class Line {

    private final long number;
    private final byte @Nullable [] bytes;

    private Line(long number, byte @Nullable [] bytes) {
        this.number = number;
        this.bytes = bytes;
    }

    static Line of(long number, byte[] bytes) {
        return new Line(number, bytes);
    }

    /** A line whose bytes were not kept. */
    static Line tooLarge(long number) {
        return new Line(number, null);
    }

    /** Its number in the upload, from 1. */
    long number() {
        return number;
    }

    /** Its text in UTF-8 without the line terminator; empty when the line was too large. */
    Optional<byte[]> bytes() {
        return Optional.ofNullable(bytes);
    }

    int size() {
        return bytes == null ? 0 : bytes.length;
    }

    boolean isBlank() {
        if (bytes == null) {
            return false;
        }
        for (byte b : bytes) {
            if (b != ' ' && b != '\t' && b != '\r') {
                return false;
            }
        }
        return true;
    }
}
