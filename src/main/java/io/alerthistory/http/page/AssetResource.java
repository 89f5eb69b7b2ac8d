package io.alerthistory.http.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.HttpHeaders;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/** Serves the scripts and styles of the pages. */
@Path(Assets.PATH)
public class AssetResource {

    private final Assets assets;

    AssetResource(Assets assets) {
        this.assets = assets;
    }

    @GET
    @Path("{digest}/{name}")
    @Operation(hidden = true)
    public RestResponse<WebText> get(String digest, String name) {
        WebText text = assets.find(digest, name).map(Assets.Asset::text)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such file"));
        return ResponseBuilder.ok(text).header(HttpHeaders.CONTENT_TYPE, text.type())
                .header(HttpHeaders.CACHE_CONTROL, "public, max-age=31536000, immutable").build();
    }
}
