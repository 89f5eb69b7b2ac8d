/**
 * Bulk upload: a stream of lines, each a record as in the single POSTs, stored in batches with the same rules and the
 * same results. Memory does not depend on the size of the upload: reading waits until the previous batch is nearly
 * stored. Records that are reported as accepted are durable.
 */
@NullMarked
package io.alerthistory.bulk;

import org.jspecify.annotations.NullMarked;
