/**
 * Questions about an investigation after its end: one chat for each session, its messages, and for each message the
 * stage in which an agent responds.
 */
@NullMarked
package io.alerthistory.chat;

import org.jspecify.annotations.NullMarked;
