/**
 * The page of one session: what it is about, its timeline, its steps, its chat, and what people may do to it. It reads parts of
 * bounded size, so a session of any length opens at once.
 */
@NullMarked
package io.alerthistory.http.page.session;

import org.jspecify.annotations.NullMarked;
