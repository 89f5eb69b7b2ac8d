/**
 * Observability. An event record stands for each fact worth counting, and observers turn events into metrics and log
 * lines. All metric names of the service are in this package. Warnings describe current problems.
 */
@NullMarked
package io.alerthistory.observe;

import org.jspecify.annotations.NullMarked;
