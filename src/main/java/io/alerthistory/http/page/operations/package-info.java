/**
 * The page of operators: the database, and what keeps the history in order. It shows the reports of the API as people read
 * them.
 */
@NullMarked
package io.alerthistory.http.page.operations;

import org.jspecify.annotations.NullMarked;
