/**
 * What investigations used: calls to models, tokens and cost, added up when they are asked for.
 */
@NullMarked
package io.alerthistory.usage;

import org.jspecify.annotations.NullMarked;
