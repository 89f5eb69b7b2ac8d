/**
 * The Idempotency-Key header, the same for every POST: a request that is sent again under its key is answered with its first
 * answer, and whatever the service named in its stead has the same identifiers again should the first attempt have died.
 */
@NullMarked
package io.alerthistory.idempotency;

import org.jspecify.annotations.NullMarked;
