/**
 * How many bytes of requests and responses may be in memory at one time. Every buffered byte is covered by a lease of a budget;
 * when a budget is used up, a request waits, in order and for a bounded time, or is refused with 503 before it is read.
 */
@NullMarked
package io.alerthistory.budget;

import org.jspecify.annotations.NullMarked;
