/**
 * The pages of alerts: what fires now or fired at an instant, and what happened to one alert. What a sender wrote is shown as
 * text, whatever it is.
 */
@NullMarked
package io.alerthistory.http.page.alert;

import org.jspecify.annotations.NullMarked;
