/**
 * Rehearses migrations: runs them where nothing of it stays, and measures what they lock, rewrite and need. It works over
 * JDBC, like the migrations themselves.
 */
@NullMarked
package io.alerthistory.rehearsal;

import org.jspecify.annotations.NullMarked;
