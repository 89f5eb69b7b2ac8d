/**
 * The ports on SQLite through Jdbi: one writer, a few readers, all on threads of their own, never on an event loop.
 */
@NullMarked
package io.alerthistory.storage.sqlite;

import org.jspecify.annotations.NullMarked;
