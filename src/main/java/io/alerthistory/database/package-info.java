/**
 * The selection of the database: DATABASE_URL and its companions, parsed and converted to configuration before anything
 * connects, including how long a request may wait for the database. Knows no feature, opens nothing.
 */
@NullMarked
package io.alerthistory.database;

import org.jspecify.annotations.NullMarked;
