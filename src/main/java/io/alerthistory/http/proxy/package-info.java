/**
 * The proxy that signs people in before the service: which one is believed, and what it says. A header with a name of a
 * user that anybody else sends is removed before any other filter or a resource reads it.
 */
@NullMarked
package io.alerthistory.http.proxy;

import org.jspecify.annotations.NullMarked;
