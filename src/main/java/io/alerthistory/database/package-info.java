/**
 * Which database, and how to reach it: DATABASE_URL and its companions, parsed and turned into configuration before anything
 * connects; and how long a request may wait for it. Knows no feature, opens nothing.
 */
@NullMarked
package io.alerthistory.database;

import org.jspecify.annotations.NullMarked;
