/**
 * The choice of the database: the one place that knows both adapters and hands out the ports of the configured one.
 */
@NullMarked
package io.alerthistory.storage;

import org.jspecify.annotations.NullMarked;
