/**
 * The work queue. Workers claim the oldest pending session, each session by one worker only, and send heartbeats while
 * they process it.
 */
@NullMarked
package io.alerthistory.queue;

import org.jspecify.annotations.NullMarked;
