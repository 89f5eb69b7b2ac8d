/** The routes of the audit log, for administrators. */
@NullMarked
package io.alerthistory.http.audit;

import org.jspecify.annotations.NullMarked;
