/**
 * JSON responses of any size in a bounded amount of memory. A document is a list of parts; a part may stay in the
 * database until the client has taken the parts before it.
 */
@NullMarked
package io.alerthistory.stream;

import org.jspecify.annotations.NullMarked;
