/** The page of administrators: access keys, and the audit log. */
@NullMarked
package io.alerthistory.http.page.access;

import org.jspecify.annotations.NullMarked;
