/**
 * The routes that take alerts.
 */
@NullMarked
package io.alerthistory.http.alert;

import org.jspecify.annotations.NullMarked;
