/**
 * Erases sessions on request: deletes them, or replaces what they say and keeps their figures. Works in batches, each of which
 * is a
 * short transaction, and leaves nothing of an erased value in the database.
 */
@NullMarked
package io.alerthistory.erasure;

import org.jspecify.annotations.NullMarked;
