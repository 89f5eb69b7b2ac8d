/**
 * The history of alerts as it is read: which alerts there are, what fired at an instant, what happened to an alert, and
 * who was told. Nothing here changes an episode; an acknowledgement is the only write.
 */
@NullMarked
package io.alerthistory.episode.read;

import org.jspecify.annotations.NullMarked;
