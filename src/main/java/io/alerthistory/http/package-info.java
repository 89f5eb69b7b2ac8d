/**
 * The HTTP adapter: everything that speaks JAX-RS or Vert.x's web layer. No other package depends on it. Here stands what its
 * packages share: the order of the filters, the media types, the table of routes.
 */
@NullMarked
package io.alerthistory.http;

import org.jspecify.annotations.NullMarked;
