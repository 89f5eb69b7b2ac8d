/**
 * The calls an investigation made, to a language model or to a tool: appended once, never changed, numbered in the order of
 * their arrival. Each append keeps the counters of its session in the same transaction.
 */
@NullMarked
package io.alerthistory.interaction;

import org.jspecify.annotations.NullMarked;
