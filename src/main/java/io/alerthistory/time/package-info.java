/**
 * The clock, and instants as microseconds since the Unix epoch.
 */
@NullMarked
package io.alerthistory.time;

import org.jspecify.annotations.NullMarked;
