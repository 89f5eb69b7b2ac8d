package io.alerthistory.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.sqlite.SQLiteErrorCode;

/** Our names for the codes, compared with the driver's. */
class SqliteCodeTest {

    @Test
    void theDriverKnowsEachCodeByTheSameNumber() {
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_PERM.code)).contains(SqliteCode.NOT_PERMITTED);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_BUSY.code)).contains(SqliteCode.BUSY);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_LOCKED.code)).contains(SqliteCode.LOCKED);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_READONLY.code)).contains(SqliteCode.READ_ONLY);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_INTERRUPT.code)).contains(SqliteCode.INTERRUPTED);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_IOERR.code)).contains(SqliteCode.IO_ERROR);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_CORRUPT.code)).contains(SqliteCode.CORRUPT);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_FULL.code)).contains(SqliteCode.FULL);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_CANTOPEN.code)).contains(SqliteCode.CANNOT_OPEN);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_CONSTRAINT.code)).contains(SqliteCode.CONSTRAINT);
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_NOTADB.code)).contains(SqliteCode.NOT_A_DATABASE);
    }

    @Test
    void extendedCodesMeanTheSame() {
        assertThat(SqliteCode.CONSTRAINT.is(SQLiteErrorCode.SQLITE_CONSTRAINT_FOREIGNKEY.code)).isTrue();
        assertThat(SqliteCode.of(SQLiteErrorCode.SQLITE_BUSY_SNAPSHOT.code)).contains(SqliteCode.BUSY);
        assertThat(SqliteCode.of(0)).isEmpty();
    }

    @Test
    void damageAndConstraintsDoNotPass() {
        assertThat(Arrays.stream(SqliteCode.values()).filter(code -> !code.isTransient())).containsExactly(
                SqliteCode.NOT_PERMITTED, SqliteCode.CORRUPT, SqliteCode.CONSTRAINT, SqliteCode.NOT_A_DATABASE);
    }
}
