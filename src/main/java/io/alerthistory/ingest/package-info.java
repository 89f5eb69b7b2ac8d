/**
 * What senders of alerts report, beside the webhook: the API of Alertmanager itself, and the events of its event
 * recorder. Each report becomes facts that do not depend on the order or number of the deliveries.
 */
@NullMarked
package io.alerthistory.ingest;

import org.jspecify.annotations.NullMarked;
