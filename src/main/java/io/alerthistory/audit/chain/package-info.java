/**
 * The audit log as a whole: it is listed, verified, pruned and watched. A log verifies when every row has the hash of its
 * columns
 * and of the row before it, no number is missing, the head row is the last one, and each pruning is told of by a row.
 */
@NullMarked
package io.alerthistory.audit.chain;

import org.jspecify.annotations.NullMarked;
