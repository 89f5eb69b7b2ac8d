/**
 * The route that appends interactions.
 */
@NullMarked
package io.alerthistory.http.interaction;

import org.jspecify.annotations.NullMarked;
