/**
 * The service's description of itself, OpenAPI 3.1: rules that complete what the framework finds in the code, and a look at the
 * routes that it names. Knows no feature: what holds for one route holds for all.
 */
@NullMarked
package io.alerthistory.openapi;

import org.jspecify.annotations.NullMarked;
