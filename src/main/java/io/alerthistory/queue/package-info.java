/**
 * The work queue: workers claim the oldest pending session, each by one worker only, and give signs of life while they are at
 * it.
 */
@NullMarked
package io.alerthistory.queue;

import org.jspecify.annotations.NullMarked;
