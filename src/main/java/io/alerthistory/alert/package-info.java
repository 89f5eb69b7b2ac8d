/**
 * Alerts from outside: the Prometheus Alertmanager webhook, turned into sessions that are the same whatever the order and
 * number of deliveries.
 */
@NullMarked
package io.alerthistory.alert;

import org.jspecify.annotations.NullMarked;
