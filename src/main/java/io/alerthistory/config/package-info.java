/**
 * What an operator can set: one table of environment variables with their aliases, defaults and types, read once and checked
 * before anything starts. Knows no feature; each feature sees its own part through its configuration mapping.
 */
@NullMarked
package io.alerthistory.config;

import org.jspecify.annotations.NullMarked;
