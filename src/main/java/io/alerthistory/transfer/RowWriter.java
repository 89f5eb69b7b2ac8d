package io.alerthistory.transfer;

import java.sql.SQLException;
import java.util.List;

/** Changes the rows of a table; each call is a transaction. */
interface RowWriter {

    /** Inserts rows that the table does not have. */
    void insert(List<Row> rows) throws SQLException;

    /** Inserts rows, or updates them where the table has their keys. */
    void upsert(List<Row> rows) throws SQLException;

    /** Deletes the rows that have the keys. */
    void delete(List<Row> keys) throws SQLException;
}
