/** The page about the service and about who looks at it. */
@NullMarked
package io.alerthistory.http.page.about;

import org.jspecify.annotations.NullMarked;
