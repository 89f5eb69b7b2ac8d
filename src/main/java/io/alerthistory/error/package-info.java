/**
 * Everything that can go wrong, as RFC 9457 problems: one table of codes, one exception that carries a code, one class that
 * turns whatever a request threw into an answer. No answer shows SQL, a class name or a host.
 */
@NullMarked
package io.alerthistory.error;

import org.jspecify.annotations.NullMarked;
