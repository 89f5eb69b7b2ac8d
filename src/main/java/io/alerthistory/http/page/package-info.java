/**
 * The pages: HTML that the service renders with the use cases of the API. They work without a script; with one they change
 * while
 * the history does. A page has no SQL and no rule of its own, and shows what others wrote as text only.
 */
@NullMarked
package io.alerthistory.http.page;

import org.jspecify.annotations.NullMarked;
