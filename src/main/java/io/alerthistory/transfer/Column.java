package io.alerthistory.transfer;

/**
 * A column that both databases have.
 *
 * @param type the type on PostgreSQL
 */
record Column(String name, ColumnType type) {

    /** As SQL names it. */
    String quoted() {
        return Sql.quoted(name);
    }
}
