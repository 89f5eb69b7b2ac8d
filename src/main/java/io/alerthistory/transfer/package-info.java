/**
 * The command {@code transfer}: copies a history between SQLite and PostgreSQL, catches up with what changed meanwhile, and
 * compares both. It works on the tables that the databases themselves report, so a new table needs no change here.
 */
@NullMarked
package io.alerthistory.transfer;

import org.jspecify.annotations.NullMarked;
