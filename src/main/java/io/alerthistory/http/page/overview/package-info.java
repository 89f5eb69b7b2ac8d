/** The first page: what runs now, and what happened lately. Its charts are SVG that the service renders, each with a table. */
@NullMarked
package io.alerthistory.http.page.overview;

import org.jspecify.annotations.NullMarked;
