package io.alerthistory.http.page.access;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.UriInfo;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.access.AccessKeys;
import io.alerthistory.access.AuthMode;
import io.alerthistory.access.CreateAccessKey;
import io.alerthistory.access.RotateAccessKey;
import io.alerthistory.access.ShownAccessKey;
import io.alerthistory.audit.chain.AuditLog;
import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryWriter;
import io.alerthistory.http.audit.AuditListParams;
import io.alerthistory.http.page.ConfirmView;
import io.alerthistory.http.page.Form;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.Refusals;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.Shell;
import io.alerthistory.http.page.WebText;
import io.alerthistory.http.page.access.AccessView.NewKeyForm;
import io.alerthistory.request.Role;
import io.alerthistory.time.Micros;
import io.smallrye.mutiny.Uni;

/** Access keys, and the audit log. A key itself is only on the page that responds to the form which made it. */
@Path(AccessPages.PATH)
@Produces(WebText.HTML)
public class AccessPages {

    static final String PATH = "/access";
    static final String KEYS = PATH + "/keys";

    private static final String TITLE = "Access";
    private static final int UNPROCESSABLE = ErrorCode.INVALID_FIELD.status();

    private final AccessKeys keys;
    private final AuditLog log;
    private final AccessConfig access;
    private final Validator validator;
    private final Pages pages;
    private final Refusals refusals;
    private final Clock clock;

    AccessPages(AccessKeys keys, AuditLog log, AccessConfig access, Validator validator, Pages pages, Refusals refusals,
            Clock clock) {
        this.keys = keys;
        this.log = log;
        this.access = access;
        this.validator = validator;
        this.pages = pages;
        this.refusals = refusals;
        this.clock = clock;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> access(UriInfo uri, HttpHeaders headers) {
        return page(RestResponse.Status.OK.getStatusCode(), NewKeyForm.of("", List.of(), "", List.of()),
                uri.getQueryParameters(), headers);
    }

    private Uni<RestResponse<WebText>> page(int status, NewKeyForm form, Map<String, List<String>> query,
            HttpHeaders headers) {
        Shell shell = pages.shell(TITLE, Section.ACCESS, headers);
        AuditListParams params = AuditListParams.of(query);
        return Uni.combine().all()
                .unis(Part.read(() -> keys.list().map(list -> AccessView.Keys.of(list, Micros.now(clock)))),
                        Part.read(() -> log.list(params.filter(), params.cursor())
                                .map(found -> AccessView.Log.of(found, query))))
                .with((found, entries) -> AccessTemplates.access(shell,
                        new AccessView(found, access.mode().contains(AuthMode.KEY), form, entries,
                                AccessView.Filter.of(params.filter()))))
                .flatMap(page -> pages.render(status, page));
    }

    @POST
    @Path("keys")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> create(@Nullable String body, HttpHeaders headers) {
        Form form = Form.of(body);
        Shell shell = pages.shell("New key", Section.ACCESS, headers);
        return refusals.orPage("No key was made", Section.ACCESS, shell,
                () -> Uni.createFrom().deferred(() -> keys.create(checked(wanted(form))))
                        .flatMap(key -> shown(shell, "The key was made", key, ""))
                        .onFailure(AccessPages::isOfForm)
                        .recoverWithUni(refused -> page(UNPROCESSABLE, again(form, refused), Map.of(), headers)));
    }

    private CreateAccessKey wanted(Form form) {
        List<Role> roles = new ArrayList<>();
        for (String name : form.values("role")) {
            roles.add(Arrays.stream(Role.values()).filter(role -> role.jsonName().equals(name)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("There is no such role")));
        }
        return new CreateAccessKey(Objects.requireNonNullElse(form.value("name"), ""), roles,
                Expiry.us(form.value("expiry"), Micros.now(clock)));
    }

    private <T> T checked(T wanted) {
        Set<ConstraintViolation<T>> violations = validator.validate(wanted);
        if (!violations.isEmpty()) {
            throw new ConstraintViolationException(violations);
        }
        return wanted;
    }

    private static boolean isOfForm(Throwable failure) {
        return failure instanceof ConstraintViolationException || failure instanceof IllegalArgumentException;
    }

    /** The form as it was sent, and what is wrong with it. */
    private NewKeyForm again(Form form, Throwable refused) {
        List<String> errors = new ArrayList<>();
        if (form.value("name") == null) {
            errors.add("Give the key a name: that of the client that gets it.");
        }
        if (form.values("role").isEmpty()) {
            errors.add("Choose at least one role.");
        }
        if (errors.isEmpty()) {
            errors.addAll(refused instanceof ConstraintViolationException ? Refusals.reasons(refusals.problem(refused))
                    : List.of(String.valueOf(refused.getMessage())));
        }
        return NewKeyForm.of(Objects.requireNonNullElse(form.value("name"), ""), form.values("role"),
                Objects.requireNonNullElse(form.value("expiry"), ""), errors);
    }

    private Uni<RestResponse<WebText>> shown(Shell shell, String title, ShownAccessKey key, String note) {
        return pages.renderSecret(AccessTemplates.newKey(shell,
                new NewKeyView(title, key.name(), KeyRow.roles(key), Objects.requireNonNullElse(key.key(), ""), note)));
    }

    @GET
    @Path("keys/{keyId}/rotate")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> askRotate(String keyId, HttpHeaders headers) {
        return ask(keyId, headers, key -> new ConfirmView("Rotate the key " + key.name() + "?",
                List.of("The key gets a new secret, which the next page shows once.",
                        "The present secret stays valid for an hour, so that its client can change over.",
                        "Name, roles and expiry stay."),
                address(keyId, "rotate"), List.of(),
                new ConfirmView.Field("now", "End the present secret at once: somebody else may have it"), "Rotate the key",
                false, PATH));
    }

    @POST
    @Path("keys/{keyId}/rotate")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> rotate(String keyId, @Nullable String body, HttpHeaders headers) {
        boolean isNow = Form.of(body).isChecked("now");
        Shell shell = pages.shell("New secret", Section.ACCESS, headers);
        return refusals.orPage("The key was not rotated", Section.ACCESS, shell,
                () -> keys.rotate(keyId, checked(new RotateAccessKey(isNow ? 0L : null)))
                        .flatMap(key -> shown(shell, "The key has a new secret", key, isNow
                                ? "The secret before is not valid any more."
                                : "The secret before stays valid for an hour.")));
    }

    @GET
    @Path("keys/{keyId}/revoke")
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> askRevoke(String keyId, HttpHeaders headers) {
        return ask(keyId, headers, key -> new ConfirmView("Revoke the key " + key.name() + "?",
                List.of("Every replica refuses the key within 10 seconds.",
                        "A client that still uses it can do nothing any more.", "A revoked key stays revoked."),
                address(keyId, "revoke"), List.of(), null, "Revoke the key", true, PATH));
    }

    @POST
    @Path("keys/{keyId}/revoke")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> revoke(String keyId, HttpHeaders headers) {
        Shell shell = pages.shell(TITLE, Section.ACCESS, headers);
        return refusals.orPage("The key was not revoked", Section.ACCESS, shell,
                () -> keys.revoke(keyId).map(revoked -> Pages.seeOther(PATH + "#keys")));
    }

    private Uni<RestResponse<WebText>> ask(String keyId, HttpHeaders headers,
            Function<ShownAccessKey, ConfirmView> question) {
        Shell shell = pages.shell(TITLE, Section.ACCESS, headers);
        return refusals.orPage("Nothing was changed", Section.ACCESS, shell,
                () -> keys.list().map(list -> list.keys().stream().filter(key -> key.id().equals(keyId)).findFirst()
                        .orElseThrow(() -> new ProblemException(ErrorCode.KEY_NOT_FOUND, ErrorCode.KEY_NOT_FOUND.title())))
                        .flatMap(key -> pages.confirm(shell, question.apply(key))));
    }

    private static String address(String keyId, String action) {
        return KEYS + "/" + QueryWriter.encoded(keyId) + "/" + action;
    }
}
