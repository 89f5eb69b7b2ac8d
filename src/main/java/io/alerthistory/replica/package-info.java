/**
 * The replicas of the service that run at the moment. Each writes a row of its own and repeats it while it lives, so that an
 * operator sees which versions run, and a rollback knows which of them need the newer schema.
 */
@NullMarked
package io.alerthistory.replica;

import org.jspecify.annotations.NullMarked;
