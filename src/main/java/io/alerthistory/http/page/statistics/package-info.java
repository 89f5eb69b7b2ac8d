/** The page of statistics: how often alerts fire, how long, and how soon somebody reacts. */
@NullMarked
package io.alerthistory.http.page.statistics;

import org.jspecify.annotations.NullMarked;
