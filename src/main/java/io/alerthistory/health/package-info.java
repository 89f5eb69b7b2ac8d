/**
 * What the probes, the dashboard and people ask: whether the process lives, whether the schema is there, whether the database
 * answers, what is wrong. However many ask {@code /health}, the database is asked once in a while.
 */
@NullMarked
package io.alerthistory.health;

import org.jspecify.annotations.NullMarked;
