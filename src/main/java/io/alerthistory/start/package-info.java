/**
 * The start of the service: it waits for the database and migrates it while the process is already live; requests are
 * served only after the migration.
 */
@NullMarked
package io.alerthistory.start;

import org.jspecify.annotations.NullMarked;
