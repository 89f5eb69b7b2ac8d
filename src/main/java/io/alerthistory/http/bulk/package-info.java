/** The route for bulk uploads, which reads its body line by line. */
@NullMarked
package io.alerthistory.http.bulk;

import org.jspecify.annotations.NullMarked;
