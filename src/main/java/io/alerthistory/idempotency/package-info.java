/**
 * The Idempotency-Key header, the same for every POST. A request that is repeated under its key gets the stored
 * response of the first attempt. If the first attempt failed before it stored one, the repeat makes the same
 * identifiers again.
 */
@NullMarked
package io.alerthistory.idempotency;

import org.jspecify.annotations.NullMarked;
