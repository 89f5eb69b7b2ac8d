/**
 * The HTTP adapter: everything that uses JAX-RS or the Vert.x web layer. No other package depends on it. This package
 * has what its subpackages share: the order of the filters, the media types, and the table of routes.
 */
@NullMarked
package io.alerthistory.http;

import org.jspecify.annotations.NullMarked;
