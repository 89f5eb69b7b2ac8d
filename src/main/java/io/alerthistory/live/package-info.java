/**
 * What happens, as it happens: the events that the schema's triggers write in the transaction of each change, and their
 * delivery to
 * those who watch. Events are numbered after their commit, so that numbers only grow for every reader and none is missed.
 */
@NullMarked
package io.alerthistory.live;

import org.jspecify.annotations.NullMarked;
