package io.alerthistory.http.chat;

import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

import io.alerthistory.chat.Chat;
import io.alerthistory.chat.ChatMessage;
import io.alerthistory.chat.ChatMessages;
import io.alerthistory.chat.Chats;
import io.alerthistory.chat.CreateChatMessage;
import io.alerthistory.request.Caller;
import io.alerthistory.stream.JsonDocument;
import io.alerthistory.stream.JsonDocuments;
import io.smallrye.mutiny.Uni;

/** The routes for a chat and its messages. The responses to messages are stages of the session. */
@Path("/api/v1/chats/{chatId}")
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "chats")
public class ChatResource {

    private final Chats chats;
    private final JsonDocuments documents;

    ChatResource(Chats chats, JsonDocuments documents) {
        this.chats = chats;
        this.documents = documents;
    }

    @GET
    @Operation(summary = "Read a chat")
    public Uni<Chat> get(String chatId) {
        return chats.chat(chatId);
    }

    @POST
    @Path("messages")
    @Operation(summary = "Send a message; creates a pending stage for the response")
    public Uni<ChatMessage> send(String chatId, @NotNull CreateChatMessage body) {
        return chats.send(chatId, body, Caller.current().author());
    }

    @GET
    @Path("messages")
    @Operation(summary = "List the messages of a chat, the oldest first")
    @Parameter(name = "limit", description = "The maximum number of messages", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, minimum = "1", maximum = "100", defaultValue = "50"))
    @Parameter(name = "offset", description = "The number of messages to skip, from the oldest", in = ParameterIn.QUERY, schema = @Schema(type = SchemaType.INTEGER, format = "int32", minimum = "0", maximum = "2147483647", defaultValue = "0"))
    @APIResponse(responseCode = "200", description = "OK", content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = ChatMessages.class)))
    public Uni<JsonDocument> messages(String chatId, UriInfo uri) {
        MessageListParams params = MessageListParams.of(uri.getQueryParameters());
        return chats.messages(chatId, params.limit(), params.offset()).map(documents::of);
    }
}
