/**
 * The routes that report the state of the service, for people and for smoke tests.
 */
@NullMarked
package io.alerthistory.http.health;

import org.jspecify.annotations.NullMarked;
