/**
 * Alerts from outside. A submitted alert becomes a session that waits for a worker. The webhook of Prometheus
 * Alertmanager and Grafana turns alerts into sessions that do not depend on the order and number of deliveries.
 */
@NullMarked
package io.alerthistory.alert;

import org.jspecify.annotations.NullMarked;
