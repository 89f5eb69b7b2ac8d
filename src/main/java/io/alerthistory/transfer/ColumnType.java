package io.alerthistory.transfer;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A type of PostgreSQL's columns. A value has one form for both databases: of a number or a boolean eight bytes, the highest
 * first; of a text its UTF-8; of a blob its bytes.
 */
enum ColumnType {
    BOOLEAN(1, 0, 1),
    INT2(2, Short.MIN_VALUE, Short.MAX_VALUE),
    INT4(4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    INT8(8, Long.MIN_VALUE, Long.MAX_VALUE),
    FLOAT8(8, 0, 0),
    TEXT(0, 0, 0),
    /** A text that PostgreSQL keeps as a value. */
    JSONB(0, 0, 0),
    BYTES(0, 0, 0);

    private static final Map<String, ColumnType> NAMES = Map.of("boolean", BOOLEAN, "smallint", INT2, "integer", INT4,
            "bigint", INT8, "double precision", FLOAT8, "text", TEXT, "character varying", TEXT, "jsonb", JSONB, "bytea",
            BYTES);

    private static final byte JSONB_VERSION = 1;
    private static final int MAX_TEXT = 1 << 30;

    private final int serverBytes;
    private final long min;
    private final long max;

    ColumnType(int serverBytes, long min, long max) {
        this.serverBytes = serverBytes;
        this.min = min;
        this.max = max;
    }

    /** @throws TransferFailure for a type whose values have no equal in the other database */
    static ColumnType of(String name, String column) {
        ColumnType type = NAMES.get(name);
        if (type == null) {
            throw new TransferFailure("the transfer does not know the type " + name + " of the column " + column);
        }
        return type;
    }

    /** The expression by which PostgreSQL gives the value in its common form. */
    String onServer(String column) {
        return switch (this) {
            case BOOLEAN -> column + "::integer::bigint";
            case INT2, INT4 -> column + "::bigint";
            case TEXT, JSONB -> column + "::text";
            case INT8, FLOAT8, BYTES -> column;
        };
    }

    /** Whether the value is a whole number, or a boolean, which SQLite stores as one. */
    boolean isWhole() {
        return this == BOOLEAN || this == INT2 || this == INT4 || this == INT8;
    }

    boolean isText() {
        return this == TEXT || this == JSONB;
    }

    /** What of a value both databases keep. */
    byte[] kept(byte[] value) {
        return this == JSONB ? JsonValue.canonical(value) : value;
    }

    /** The part of a value in its common form that PostgreSQL takes in a binary COPY. */
    byte[] forServer(byte[] value) {
        if (this == JSONB) {
            return ByteBuffer.allocate(value.length + 1).put(JSONB_VERSION).put(value).array();
        }
        return serverBytes == 0 || serverBytes == value.length ? value
                : Arrays.copyOfRange(value, value.length - serverBytes, value.length);
    }

    /** Why a database would not take a value, or not give it back; null when it does. */
    @Nullable
    String refusal(byte[] value) {
        if (isWhole()) {
            long number = ByteBuffer.wrap(value).getLong();
            return number < min || number > max ? "the number " + number + " is out of range" : null;
        }
        if (this == FLOAT8) {
            return Double.isNaN(ByteBuffer.wrap(value).getDouble()) ? "NaN is no number in SQLite" : null;
        }
        String refusal = isText() ? refusalOfText(value) : null;
        return refusal == null && this == JSONB ? JsonValue.refusal(value) : refusal;
    }

    private static @Nullable String refusalOfText(byte[] value) {
        boolean ascii = true;
        for (byte each : value) {
            if (each == 0) {
                return "the text contains U+0000";
            }
            ascii &= each > 0;
        }
        if (value.length >= MAX_TEXT) {
            return "the text is longer than 1 GiB";
        }
        return ascii || isUtf8(value) ? null : "the text has half a surrogate pair, or is not UTF-8";
    }

    /** Decodes in pieces, so that a long text takes no memory of its own. */
    private static boolean isUtf8(byte[] value) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        CharBuffer chars = CharBuffer.allocate(4096);
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        while (true) {
            CoderResult result = decoder.decode(bytes, chars.clear(), true);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true; // an end within a character is an error
            }
        }
    }
}
