package io.alerthistory.http.chat;

import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.chat.ChatCancelReceipt;
import io.alerthistory.chat.ChatCancellations;
import io.smallrye.mutiny.Uni;

/** The route by which people cancel the response of a chat. */
@Path("/api/v1/chats/executions/{stageExecutionId}/cancel")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "chats")
public class ChatCancelResource {

    private final ChatCancellations cancellations;

    ChatCancelResource(ChatCancellations cancellations) {
        this.cancellations = cancellations;
    }

    /** A request body is ignored. */
    @POST
    @Operation(summary = "Cancel the response of a chat: at once while no worker is at it, else its worker is asked to")
    public Uni<ChatCancelReceipt> cancel(String stageExecutionId) {
        return cancellations.cancel(stageExecutionId);
    }
}
