package io.alerthistory.transfer;

import java.sql.SQLException;

import org.jspecify.annotations.Nullable;

/** Reads rows in the order of their keys, one at a time. */
interface RowSource extends AutoCloseable {

    /** The next row; null after the last. */
    @Nullable
    Row next() throws SQLException;

    @Override
    void close() throws SQLException;
}
