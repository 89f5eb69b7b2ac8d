package io.alerthistory.http.page.about;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.access.AccessConfig;
import io.alerthistory.database.DatabaseConfig;
import io.alerthistory.http.page.Pages;
import io.alerthistory.http.page.Section;
import io.alerthistory.http.page.WebText;
import io.alerthistory.replica.ReplicaName;
import io.alerthistory.request.Caller;
import io.quarkus.runtime.ImageMode;
import io.smallrye.mutiny.Uni;

/** The service, and the caller with the roles that it has. */
@Path("/about")
@Produces(WebText.HTML)
public class AboutPages {

    private final AboutView.Installed installed;
    private final AccessConfig access;
    private final Pages pages;

    AboutPages(@ConfigProperty(name = "quarkus.application.version") String version, DatabaseConfig database,
            ReplicaName replica, AccessConfig access, Pages pages) {
        installed = new AboutView.Installed(version,
                ImageMode.current().isNativeImage() ? "native binary" : "Java " + Runtime.version(), database.kind(),
                replica.value());
        this.access = access;
        this.pages = pages;
    }

    @GET
    @Operation(hidden = true)
    public Uni<RestResponse<WebText>> about(HttpHeaders headers) {
        return pages.render(AboutTemplates.about(pages.shell("About", Section.ABOUT, headers),
                AboutView.of(installed, Caller.current(), access.mode())));
    }
}
