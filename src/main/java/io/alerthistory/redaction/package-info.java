/**
 * What matches a pattern of the operator's never reaches the database. The time is linear in the length of a text, whatever the
 * pattern.
 */
@NullMarked
package io.alerthistory.redaction;

import org.jspecify.annotations.NullMarked;
