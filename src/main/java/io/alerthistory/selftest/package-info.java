/**
 * Bounded tests of the database by the service itself. Their rows are in a schema, or a file, of their own: no list, event or
 * metric can show them, and what a killed test leaves is dropped by its name.
 */
@NullMarked
package io.alerthistory.selftest;

import org.jspecify.annotations.NullMarked;
