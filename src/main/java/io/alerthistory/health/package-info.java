/**
 * Health checks and reports for Kubernetes, the dashboard and operators: liveness, startup, readiness, and the state of
 * the database. The database is probed at a limited rate, independent of the number of requests.
 */
@NullMarked
package io.alerthistory.health;

import org.jspecify.annotations.NullMarked;
