/**
 * The routes of workers: claim and heartbeat.
 */
@NullMarked
package io.alerthistory.http.queue;

import org.jspecify.annotations.NullMarked;
