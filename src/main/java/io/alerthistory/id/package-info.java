/**
 * Identifiers that the service makes when a client sends none.
 */
@NullMarked
package io.alerthistory.id;

import org.jspecify.annotations.NullMarked;
