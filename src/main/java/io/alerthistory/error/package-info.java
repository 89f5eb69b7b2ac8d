/**
 * All errors as RFC 9457 problems: one table of codes, one exception that carries a code, and the explanations of
 * invalid JSON and invalid values. No response contains SQL, a class name or a host.
 */
@NullMarked
package io.alerthistory.error;

import org.jspecify.annotations.NullMarked;
