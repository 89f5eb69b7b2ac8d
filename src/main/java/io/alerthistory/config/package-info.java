/**
 * The settings of an operator: one table of environment variables with their aliases, defaults and types, read and
 * checked once before anything starts. Knows no feature; each feature reads its own part through its configuration
 * mapping.
 */
@NullMarked
package io.alerthistory.config;

import org.jspecify.annotations.NullMarked;
