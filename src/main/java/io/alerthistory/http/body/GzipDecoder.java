package io.alerthistory.http.body;

import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/**
 * Decodes gzip (RFC 1952) with any number of members. Input and output have any size, so that a piece that expands a
 * thousandfold is never decoded as a whole. Not thread-safe.
 */
final class GzipDecoder implements AutoCloseable {

    private static final byte[] MAGIC = { 0x1f, (byte) 0x8b, 8 };
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;
    private static final int FLAGS = 3;

    private static final int HAS_HEADER_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED_FLAGS = 0xe0;
    private static final byte[] NOTHING = {};

    /** The parts of a member in their order; the flags of a header name the optional ones. */
    private enum Part {
        HEADER,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CRC,
        DATA,
        TRAILER
    }

    private final Inflater inflater = new Inflater(true);
    private final CRC32 crc = new CRC32();
    private final AtomicReference<byte[]> piece = new AtomicReference<>(NOTHING);
    private final AtomicInteger position = new AtomicInteger();
    private final AtomicReference<Part> part = new AtomicReference<>(Part.HEADER);

    /** The number of bytes of the part that were read. */
    private final AtomicInteger read = new AtomicInteger();
    private final AtomicInteger flags = new AtomicInteger();

    /** The number in the part, least significant byte first. */
    private final AtomicLong number = new AtomicLong();
    private final AtomicInteger extraLength = new AtomicInteger();

    /** Sets the next piece. The one before must have been read completely, which is when {@link #read} returns 0. */
    void give(byte[] next) {
        piece.set(next);
        position.set(0);
        if (part() == Part.DATA) {
            inflater.setInput(next);
        }
    }

    /**
     * Decodes into an array.
     *
     * @return the number of decoded bytes; 0 when the next piece is needed
     * @throws ProblemException 400 when the input is not gzip
     */
    int read(byte[] target) {
        while (true) {
            if (part() == Part.DATA) {
                int count = inflate(target);
                if (count > 0 || !inflater.finished()) {
                    return count;
                }
                position.set(piece().length - inflater.getRemaining());
                enter(Part.TRAILER);
            }
            if (position.get() == piece().length) {
                return 0;
            }
            accept(piece()[position.getAndIncrement()] & 0xff);
        }
    }

    /** Whether the input so far ends at the end of a member, or is empty. */
    boolean isComplete() {
        return part() == Part.HEADER && read.get() == 0;
    }

    @Override
    public void close() {
        inflater.end();
    }

    private byte[] piece() {
        return Objects.requireNonNull(piece.get());
    }

    private Part part() {
        return Objects.requireNonNull(part.get());
    }

    private int inflate(byte[] target) {
        try {
            int count = inflater.inflate(target);
            if (inflater.needsDictionary()) {
                throw malformed();
            }
            crc.update(target, 0, count);
            return count;
        } catch (DataFormatException e) {
            throw malformed();
        }
    }

    private void accept(int b) {
        int index = read.getAndIncrement();
        switch (part()) {
            case HEADER -> header(index, b);
            case EXTRA_LENGTH -> {
                extraLength.addAndGet(b << (8 * index));
                if (index == 1) {
                    enter(extraLength.get() > 0 ? Part.EXTRA : afterExtra());
                }
            }
            case EXTRA -> {
                if (index + 1 == extraLength.get()) {
                    enter(afterExtra());
                }
            }
            case NAME -> {
                if (b == 0) {
                    enter(afterName());
                }
            }
            case COMMENT -> {
                if (b == 0) {
                    enter(afterComment());
                }
            }
            case HEADER_CRC -> {
                if (index == 1) {
                    enter(Part.DATA);
                }
            }
            default -> trailer(index, b);
        }
    }

    private void header(int index, int b) {
        if (index < MAGIC.length && b != (MAGIC[index] & 0xff)) {
            throw malformed();
        }
        if (index == FLAGS) {
            if ((b & RESERVED_FLAGS) != 0) {
                throw malformed();
            }
            flags.set(b);
        }
        if (index + 1 == FIXED_HEADER) {
            enter(has(HAS_EXTRA) ? Part.EXTRA_LENGTH : afterExtra());
        }
    }

    private Part afterExtra() {
        return has(HAS_NAME) ? Part.NAME : afterName();
    }

    private Part afterName() {
        return has(HAS_COMMENT) ? Part.COMMENT : afterComment();
    }

    private Part afterComment() {
        return has(HAS_HEADER_CRC) ? Part.HEADER_CRC : Part.DATA;
    }

    private boolean has(int flag) {
        return (flags.get() & flag) != 0;
    }

    /** Checks the checksum of the decoded bytes, and their number modulo 2^32. */
    private void trailer(int index, int b) {
        number.set(number.get() | ((long) b << (8 * index)));
        if (index + 1 == TRAILER) {
            long length = inflater.getBytesWritten() & 0xffff_ffffL;
            if (number.get() != ((length << 32) | crc.getValue())) {
                throw malformed();
            }
            enter(Part.HEADER);
        }
    }

    private void enter(Part next) {
        part.set(next);
        read.set(0);
        number.set(0);
        if (next == Part.EXTRA_LENGTH) {
            extraLength.set(0);
        } else if (next == Part.DATA) {
            inflater.reset();
            crc.reset();
            inflater.setInput(piece(), position.get(), piece().length - position.get());
        }
    }

    private static ProblemException malformed() {
        return new ProblemException(ErrorCode.BAD_REQUEST, "The body must be valid gzip, as its Content-Encoding says");
    }
}
