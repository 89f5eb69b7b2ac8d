/**
 * Facts of the current request for every layer: its author, its deadline, its source of identifiers, and its Vert.x
 * context.
 */
@NullMarked
package io.alerthistory.request;

import org.jspecify.annotations.NullMarked;
