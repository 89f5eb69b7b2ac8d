/**
 * JSON responses of any size in a bounded amount of memory: a document is a list of parts, some of which stay in the database
 * until the client has taken what stands before them.
 */
@NullMarked
package io.alerthistory.stream;

import org.jspecify.annotations.NullMarked;
