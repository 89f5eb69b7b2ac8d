/**
 * Facts of the request that is being served, for every layer: who sent it, how long it may still wait for the database, which
 * identifiers it makes, and the context in which it goes on.
 */
@NullMarked
package io.alerthistory.request;

import org.jspecify.annotations.NullMarked;
