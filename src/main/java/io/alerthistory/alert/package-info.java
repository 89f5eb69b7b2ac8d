/**
 * Alerts from outside: from anyone, as sessions that wait for a worker, and the webhook of Prometheus Alertmanager and Grafana,
 * turned into
 * sessions that are the same whatever the order and number of deliveries.
 */
@NullMarked
package io.alerthistory.alert;

import org.jspecify.annotations.NullMarked;
