package io.alerthistory.database;

import java.util.Arrays;
import java.util.Optional;

/** The result codes of SQLite that the service tells apart (https://www.sqlite.org/rescode.html). */
public enum SqliteCode {
    NOT_PERMITTED(3),
    BUSY(5),
    LOCKED(6),
    READ_ONLY(8),
    INTERRUPTED(9),
    IO_ERROR(10),
    CORRUPT(11),
    FULL(13),
    CANNOT_OPEN(14),
    CONSTRAINT(19),
    NOT_A_DATABASE(26);

    /** The lower byte of a code; the upper ones say more of the same. */
    private static final int PRIMARY = 0xff;

    private final int code;

    SqliteCode(int code) {
        this.code = code;
    }

    /** What a code of the driver means; empty for others, such as the 0 that the driver of PostgreSQL has for all. */
    public static Optional<SqliteCode> of(int code) {
        return Arrays.stream(values()).filter(one -> one.code == (code & PRIMARY)).findFirst();
    }

    /** Whether a code of the driver means this. */
    public boolean is(int driverCode) {
        return (driverCode & PRIMARY) == code;
    }

    /**
     * Whether the same statement may succeed later: the database is as it was, and an operator or another caller is in the way.
     */
    public boolean isTransient() {
        return switch (this) {
            case BUSY, LOCKED, READ_ONLY, INTERRUPTED, IO_ERROR, FULL, CANNOT_OPEN -> true;
            default -> false;
        };
    }
}
