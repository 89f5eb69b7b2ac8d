/**
 * The routes of sessions and their stages.
 */
@NullMarked
package io.alerthistory.http.session;

import org.jspecify.annotations.NullMarked;
