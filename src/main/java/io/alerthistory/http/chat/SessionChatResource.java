package io.alerthistory.http.chat;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatAvailability;
import io.alerthistory.chat.Chats;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Uni;

/** The routes for the chat of a session. */
@Path("/api/v1/sessions/{sessionId}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "chats")
public class SessionChatResource {

    private final Chats chats;

    SessionChatResource(Chats chats) {
        this.chats = chats;
    }

    /** A request body is ignored. */
    @POST
    @Path("chat")
    @Operation(summary = "Open the chat of a session that has ended, or find the existing one")
    public Uni<Chat> open(String sessionId) {
        return chats.open(sessionId, Caller.current().author());
    }

    @GET
    @Path("chat-available")
    @Operation(summary = "Read whether a chat about the session is possible, and its chat")
    public Uni<ChatAvailability> availability(String sessionId) {
        return chats.availability(sessionId);
    }
}
