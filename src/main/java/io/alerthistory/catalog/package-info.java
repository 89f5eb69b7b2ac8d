/**
 * What occurs in the history, to choose from: types of agents and alerts, tools and their servers. Found by stepping from one
 * value of an index to the next, so the cost grows with the number of values, of which 1,000 at most are shown, and not with
 * the history.
 */
@NullMarked
package io.alerthistory.catalog;

import org.jspecify.annotations.NullMarked;
