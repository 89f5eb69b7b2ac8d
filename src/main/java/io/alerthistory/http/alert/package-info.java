/** The routes that receive alerts. */
@NullMarked
package io.alerthistory.http.alert;

import org.jspecify.annotations.NullMarked;
