package io.alerthistory.history;

import io.alerthistory.session.SessionStatus;

/**
 * How many sessions of a state started in a bucket.
 *
 * @param bucketUs the start of the bucket, microseconds since the epoch
 * @param sessions at least one
 */
public record SessionCount(long bucketUs, SessionStatus status, long sessions) {
}
