/**
 * What the probes ask: whether the process lives, whether the schema is there, whether the database answers.
 */
@NullMarked
package io.alerthistory.health;

import org.jspecify.annotations.NullMarked;
