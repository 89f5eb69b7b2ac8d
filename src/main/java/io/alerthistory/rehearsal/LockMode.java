package io.alerthistory.rehearsal;

import java.util.Arrays;
import java.util.Optional;

/** PostgreSQL's table locks, the weakest first, by their names in pg_locks. */
enum LockMode {
    ACCESS_SHARE("AccessShareLock"),
    ROW_SHARE("RowShareLock"),
    ROW_EXCLUSIVE("RowExclusiveLock"),
    SHARE_UPDATE_EXCLUSIVE("ShareUpdateExclusiveLock"),
    SHARE("ShareLock"),
    SHARE_ROW_EXCLUSIVE("ShareRowExclusiveLock"),
    EXCLUSIVE("ExclusiveLock"),
    ACCESS_EXCLUSIVE("AccessExclusiveLock");

    private final String name;

    LockMode(String name) {
        this.name = name;
    }

    static Optional<LockMode> of(String name) {
        return Arrays.stream(values()).filter(mode -> mode.name.equals(name)).findFirst();
    }

    /** Whether inserts, updates and deletes of others wait. */
    boolean blocksWrites() {
        return compareTo(SHARE) >= 0;
    }

    /** Whether reads of others wait. */
    boolean blocksReads() {
        return this == ACCESS_EXCLUSIVE;
    }

    @Override
    public String toString() {
        return name;
    }
}
