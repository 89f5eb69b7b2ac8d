/**
 * What the service does by itself: it deletes what is old, ends what was abandoned, and forgets what has expired. Each piece of
 * work is done by one replica at a time, in transactions so small that nobody waits for them.
 */
@NullMarked
package io.alerthistory.maintenance;

import org.jspecify.annotations.NullMarked;
