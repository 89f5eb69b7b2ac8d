package io.alerthistory.transfer;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

import io.alerthistory.database.DatabaseKind;

/** One of the two databases. It is read in one snapshot; what is written beside it shows in the next. */
interface End extends AutoCloseable {

    DatabaseKind kind();

    /** The connection of the snapshot. */
    Connection reader();

    /** Begins the snapshot, unless there is one. */
    void hold() throws SQLException;

    /** Ends the snapshot; the next read begins a new one. */
    void release() throws SQLException;

    /** Whether no other transfer writes to this database; none can begin while this one is connected. */
    boolean lock() throws SQLException;

    /** The connection that writes; opened when it is first needed. */
    Connection writer() throws SQLException;

    /**
     * Reads a part of a table.
     *
     * @param columns the first of the table's columns
     * @param part the condition, one of the table's
     */
    RowSource rows(CopiedTable table, List<Column> columns, String part) throws SQLException;

    RowWriter writer(CopiedTable table) throws SQLException;

    /** The highest number that a table's sequence has given; 0 when it has given none. */
    long counter(CopiedTable table) throws SQLException;

    /** Makes the sequence go on after a number. */
    void setCounter(CopiedTable table, long value) throws SQLException;

    /** Makes what was written durable. */
    void sync() throws SQLException;

    @Override
    void close() throws SQLException;
}
