package io.alerthistory.bulk;

import java.util.List;
import java.util.Map;

import io.alerthistory.interaction.ExistingInteraction;
import io.alerthistory.session.SessionHead;
import io.alerthistory.session.StageHead;

/**
 * The stored rows that a batch refers to.
 *
 * @param sessions locked
 * @param chats the session_id of every chat, by chat_id
 * @param messages the chat_id of every message, by message_id
 * @param interactions of both kinds, which repeats are compared with
 */
public record BulkFindings(List<SessionHead> sessions, List<StageHead> stages, Map<String, String> chats,
        Map<String, String> messages, List<ExistingInteraction> interactions) {

    /** For a batch that refers to nothing. */
    public static final BulkFindings NONE = new BulkFindings(List.of(), List.of(), Map.of(), Map.of(), List.of());
}
