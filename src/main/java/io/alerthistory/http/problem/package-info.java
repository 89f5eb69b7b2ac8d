/**
 * Failures as problem details (RFC 9457). Only {@link io.alerthistory.http.problem.ExceptionMappers} converts
 * exceptions.
 */
@NullMarked
package io.alerthistory.http.problem;

import org.jspecify.annotations.NullMarked;
