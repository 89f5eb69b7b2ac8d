/** The routes that list the values that occur in the history: alert types, agents and tools. */
@NullMarked
package io.alerthistory.http.catalog;

import org.jspecify.annotations.NullMarked;
