/**
 * alert-history stores every alert and every automated investigation of it. A request is parsed into a valid record,
 * decided by a use case, stored through a port, and rendered from records. Each feature is a package below this one.
 */
@NullMarked
package io.alerthistory;

import org.jspecify.annotations.NullMarked;
