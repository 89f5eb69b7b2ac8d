/**
 * The history of alerts: what fired, from when until when, and who was told. An alert is identified by its source and
 * the fingerprint of its labels. An episode is one maximal interval in which it fires. Episodes follow from what was
 * reported of each startsAt, and do not depend on the order or number of the reports.
 */
@NullMarked
package io.alerthistory.episode;

import org.jspecify.annotations.NullMarked;
