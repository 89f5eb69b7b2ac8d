/**
 * Background jobs: they delete sessions after their retention, end orphaned sessions, and delete expired events and
 * keys. Each job runs on one replica at a time, in transactions so short that requests hardly wait for them.
 */
@NullMarked
package io.alerthistory.maintenance;

import org.jspecify.annotations.NullMarked;
