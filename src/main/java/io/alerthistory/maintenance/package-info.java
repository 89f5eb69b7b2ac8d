/**
 * Background jobs: they delete sessions after their retention, end orphaned sessions, delete expired events and
 * keys, and prune the audit log and show its head. Each job runs on one replica at a time, in transactions so short that
 * requests hardly wait for them.
 */
@NullMarked
package io.alerthistory.maintenance;

import org.jspecify.annotations.NullMarked;
