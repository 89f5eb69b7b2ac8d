/**
 * JSON that is passed through. Payloads are checked once when they arrive, and then travel as text, so that numbers
 * keep their notation. This package does not interpret payloads.
 */
@NullMarked
package io.alerthistory.json;

import org.jspecify.annotations.NullMarked;
