/**
 * The routes of what occurs in the history: alert types, agents, tools.
 */
@NullMarked
package io.alerthistory.http.catalog;

import org.jspecify.annotations.NullMarked;
