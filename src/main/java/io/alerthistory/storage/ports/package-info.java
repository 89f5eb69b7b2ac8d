/** The ports of the product as one thing, which each database implements. */
@NullMarked
package io.alerthistory.storage.ports;

import org.jspecify.annotations.NullMarked;
