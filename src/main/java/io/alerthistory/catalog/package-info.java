/**
 * The values that occur in the history: agent types, alert types, tools and their servers. They are found by skipping
 * from one distinct value of an index to the next, so the cost grows with the number of distinct values, of which at
 * most 1,000 are returned, and not with the history.
 */
@NullMarked
package io.alerthistory.catalog;

import org.jspecify.annotations.NullMarked;
