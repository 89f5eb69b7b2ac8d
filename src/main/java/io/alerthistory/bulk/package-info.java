/**
 * Bulk upload: a stream of lines, each of them a record as the single POSTs take it, stored in batches with the same rules and
 * the same outcome. Memory stays the same whatever the size: no line is read before the one before it is nearly stored, and
 * what was answered as accepted is durable.
 */
@NullMarked
package io.alerthistory.bulk;

import org.jspecify.annotations.NullMarked;
