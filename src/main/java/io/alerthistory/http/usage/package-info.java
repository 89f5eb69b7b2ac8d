/** The route of usage. */
@NullMarked
package io.alerthistory.http.usage;

import org.jspecify.annotations.NullMarked;
