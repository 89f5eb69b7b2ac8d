/** The routes that report the state of the service, for operators and smoke tests. */
@NullMarked
package io.alerthistory.http.health;

import org.jspecify.annotations.NullMarked;
