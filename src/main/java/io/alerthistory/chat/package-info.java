/**
 * Questions about an investigation after its end: one chat a session, its messages, and for each of them the stage that answers
 * it.
 */
@NullMarked
package io.alerthistory.chat;

import org.jspecify.annotations.NullMarked;
