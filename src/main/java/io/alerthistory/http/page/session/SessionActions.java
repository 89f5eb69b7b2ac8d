package io.alerthistory.http.page.session;

import java.util.Objects;
import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.chat.ChatAvailability;
import io.alerthistory.chat.Chats;
import io.alerthistory.chat.CreateChatMessage;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.page.Form;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.SessionAddress;
import io.alerthistory.http.page.WebText;
import io.alerthistory.request.Caller;
import io.alerthistory.session.HoldRequest;
import io.alerthistory.session.Holds;
import io.alerthistory.session.Interventions;
import io.smallrye.mutiny.Uni;

/** What people do to a session with the forms of its page. Each leads back to the page. */
@Path(SessionAddress.PATH + "/{sessionId}")
@Consumes({ MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD })
@Produces(WebText.HTML)
public class SessionActions {

    private static final String CHAT = "#chat";
    private static final String REVIEW = "#review";

    private final Interventions interventions;
    private final Holds holds;
    private final Chats chats;
    private final ReviewForm reviews;
    private final Validator validator;

    SessionActions(Interventions interventions, Holds holds, Chats chats, ReviewForm reviews, Validator validator) {
        this.reviews = reviews;
        this.interventions = interventions;
        this.holds = holds;
        this.chats = chats;
        this.validator = validator;
    }

    @POST
    @Path("cancel")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> cancel(String sessionId) {
        return back(interventions.cancel(sessionId), sessionId, "");
    }

    @POST
    @Path("resume")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> resume(String sessionId) {
        return back(interventions.resume(sessionId), sessionId, "");
    }

    @POST
    @Path("stages/{executionId}/cancel")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> cancelAgent(String sessionId, String executionId) {
        return back(interventions.cancelAgent(sessionId, executionId), sessionId, "");
    }

    @POST
    @Path("hold")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> hold(String sessionId, @Nullable String body) {
        HoldRequest request = new HoldRequest(text(body, "reason"));
        Set<ConstraintViolation<HoldRequest>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw ProblemException.invalidField("/reason", violations.iterator().next().getMessage());
        }
        return back(holds.hold(sessionId, request, Caller.current().author()), sessionId, "");
    }

    @POST
    @Path("release")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> release(String sessionId) {
        return back(holds.release(sessionId), sessionId, "");
    }

    @POST
    @Path("review")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> review(String sessionId, @Nullable String body) {
        return back(reviews.send(sessionId, body), sessionId, REVIEW);
    }

    @POST
    @Path("chat")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> openChat(String sessionId) {
        return back(chats.open(sessionId, Caller.current().author()), sessionId, CHAT);
    }

    /** Sends a message; the chat is opened by the first one. */
    @POST
    @Path("chat/messages")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> send(String sessionId, @Nullable String body) {
        CreateChatMessage message = new CreateChatMessage(text(body, "content"));
        String author = Caller.current().author();
        return back(chats.availability(sessionId).flatMap(chat -> chatId(chat, sessionId, author))
                .flatMap(chatId -> chats.send(chatId, message, author)), sessionId, CHAT);
    }

    private Uni<String> chatId(ChatAvailability chat, String sessionId, String author) {
        return chat.chatId() != null ? Uni.createFrom().item(chat.chatId())
                : chats.open(sessionId, author).map(opened -> opened.chatId());
    }

    private static String text(@Nullable String body, String field) {
        return Objects.requireNonNullElse(Form.of(body).value(field), "").replace("\r\n", "\n");
    }

    private static Uni<RestResponse<WebText>> back(Uni<?> done, String sessionId, String anchor) {
        return done.map(ok -> Pages.seeOther(new SessionAddress(sessionId).page() + anchor));
    }
}
