/**
 * The filters that every request passes before it reaches a resource, in the order of
 * {@link io.alerthistory.http.FilterOrder}.
 */
@NullMarked
package io.alerthistory.http.filter;

import org.jspecify.annotations.NullMarked;
