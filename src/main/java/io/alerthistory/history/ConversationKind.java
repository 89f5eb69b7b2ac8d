package io.alerthistory.history;

/** Whose words: those of the investigation, or those of the chat about it. */
public enum ConversationKind {
    INVESTIGATION,
    CHAT
}
