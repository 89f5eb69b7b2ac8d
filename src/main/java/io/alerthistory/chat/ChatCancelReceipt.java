package io.alerthistory.chat;

/**
 * The answer to the cancel of a chat's response.
 *
 * @param success always true; a refusal is a problem
 */
public record ChatCancelReceipt(boolean success, String message) {
}
