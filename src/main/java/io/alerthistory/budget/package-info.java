/**
 * Limits on the bytes of requests and responses in memory. Every buffered byte is covered by a lease of a budget. When
 * a budget is used up, a request waits in order for a limited time, or is refused with 503 before its body is read.
 */
@NullMarked
package io.alerthistory.budget;

import org.jspecify.annotations.NullMarked;
