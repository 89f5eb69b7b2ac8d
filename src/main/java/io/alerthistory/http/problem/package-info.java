/**
 * Failures as problems (RFC 9457): {@link io.alerthistory.http.problem.ExceptionMappers} is the only place that makes them.
 */
@NullMarked
package io.alerthistory.http.problem;

import org.jspecify.annotations.NullMarked;
