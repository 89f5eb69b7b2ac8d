package io.alerthistory.http.page.alert;

import java.util.Set;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.episode.read.AcknowledgeRequest;
import io.alerthistory.episode.read.Acknowledgements;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.alert.AlertQueryReader;
import io.alerthistory.http.page.AlertLink;
import io.alerthistory.http.page.Form;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.WebText;
import io.alerthistory.request.Caller;
import io.smallrye.mutiny.Uni;

/** What people do to an alert with the forms of its page and of the list. Each leads back to where the form was. */
@Path(AlertAddress.PATH + "/{fingerprint}")
@Consumes({ MediaType.APPLICATION_FORM_URLENCODED, MediaType.WILDCARD })
@Produces(WebText.HTML)
public class AlertActions {

    private static final String COMMENT = "comment";

    /** A field that the forms of the list have. */
    private static final String LIST = "list";

    private final Acknowledgements acknowledgements;
    private final Validator validator;

    AlertActions(Acknowledgements acknowledgements, Validator validator) {
        this.acknowledgements = acknowledgements;
        this.validator = validator;
    }

    @POST
    @Path("ack")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> acknowledge(String fingerprint, UriInfo uri, @Nullable String body) {
        Form form = Form.of(body);
        String comment = form.value(COMMENT);
        AcknowledgeRequest request = new AcknowledgeRequest(comment == null ? null : comment.replace("\r\n", "\n"));
        Set<ConstraintViolation<AcknowledgeRequest>> violations = validator.validate(request);
        if (!violations.isEmpty()) {
            throw ProblemException.invalidField("/" + COMMENT, violations.iterator().next().getMessage());
        }
        String source = source(uri);
        return back(acknowledgements.acknowledge(fingerprint, source, request, Caller.current().author()), fingerprint, source,
                form);
    }

    @POST
    @Path("unack")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> takeBack(String fingerprint, UriInfo uri, @Nullable String body) {
        Form form = Form.of(body);
        String source = source(uri);
        return back(acknowledgements.takeBack(fingerprint, source), fingerprint, source, form);
    }

    private static @Nullable String source(UriInfo uri) {
        return new AlertQueryReader(uri.getQueryParameters()).source();
    }

    /** The list's own parameters are read again, so that nobody is led to another place. */
    private static Uni<RestResponse<WebText>> back(Uni<?> done, String fingerprint, @Nullable String source, Form form) {
        String address = form.isChecked(LIST) ? AlertAddress.of(form.fields()).toString()
                : source == null ? new AlertLink(fingerprint, "").page() : new AlertLink(fingerprint, source).exactPage();
        return done.replaceWith(() -> Pages.seeOther(address));
    }
}
