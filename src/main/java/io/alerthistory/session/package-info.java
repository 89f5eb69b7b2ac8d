/**
 * The session of an alert and its stages: the two state machines, what may be changed when, the counters that follow from it,
 * and the ports through which both are stored. Knows no other feature and no HTTP.
 */
@NullMarked
package io.alerthistory.session;

import org.jspecify.annotations.NullMarked;
