/** The page about the service and its caller. */
@NullMarked
package io.alerthistory.http.page.about;

import org.jspecify.annotations.NullMarked;
