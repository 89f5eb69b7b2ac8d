/**
 * The calls of an investigation to language models and tools. They are appended once, never changed, and numbered in
 * order of arrival. Each append updates the counters of its session in the same transaction.
 */
@NullMarked
package io.alerthistory.interaction;

import org.jspecify.annotations.NullMarked;
