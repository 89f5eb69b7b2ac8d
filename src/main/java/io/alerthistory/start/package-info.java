/**
 * From the first line of the log to readiness: the database is waited for and migrated while the process already lives, and no
 * request reaches a schema that is not there yet.
 */
@NullMarked
package io.alerthistory.start;

import org.jspecify.annotations.NullMarked;
