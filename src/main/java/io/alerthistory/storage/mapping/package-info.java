/**
 * What the two database adapters share: which column holds what, and the SQL that is the same on both.
 */
@NullMarked
package io.alerthistory.storage.mapping;

import org.jspecify.annotations.NullMarked;
