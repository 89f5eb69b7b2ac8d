/** The route of erasures. */
@NullMarked
package io.alerthistory.http.erasure;

import org.jspecify.annotations.NullMarked;
