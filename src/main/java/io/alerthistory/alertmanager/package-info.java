/** Reads the API of Alertmanagers: the only place where this service asks others for their alerts. */
@NullMarked
package io.alerthistory.alertmanager;

import org.jspecify.annotations.NullMarked;
