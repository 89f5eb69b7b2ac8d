/**
 * Writes documents to clients part by part, as fast as each client reads.
 */
@NullMarked
package io.alerthistory.http.response;

import org.jspecify.annotations.NullMarked;
