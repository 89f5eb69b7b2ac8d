/**
 * The history as clients see it: the session resource, the list with its filters, and the detailed session with its
 * timeline. Rendering is pure: records in, records out.
 */
@NullMarked
package io.alerthistory.history;

import org.jspecify.annotations.NullMarked;
