/**
 * The routes of chats and their messages.
 */
@NullMarked
package io.alerthistory.http.chat;

import org.jspecify.annotations.NullMarked;
