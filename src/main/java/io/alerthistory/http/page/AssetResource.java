package io.alerthistory.http.page;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;

import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestHeader;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jspecify.annotations.Nullable;

import io.alerthistory.error.ErrorCode;
import io.alerthistory.error.ProblemException;

/** Serves the scripts and styles of the pages. */
@Path(Assets.PATH)
@Produces(MediaType.APPLICATION_OCTET_STREAM) // each response has the type of its file
public class AssetResource {

    private static final String FOR_GOOD = "public, max-age=31536000, immutable";

    /** While replicas are replaced, the page of a new one may ask an old one for its file: this one is nearly the same. */
    private static final String NOT_AT_ALL = "no-store";

    private final Assets assets;

    AssetResource(Assets assets) {
        this.assets = assets;
    }

    @GET
    @Path("{digest}/{name}")
    @Operation(hidden = true)
    public RestResponse<byte[]> get(String digest, String name,
            @RestHeader(HttpHeaders.ACCEPT_ENCODING) @Nullable String accepted) {
        Assets.Asset asset = assets.find(name)
                .orElseThrow(() -> new ProblemException(ErrorCode.NOT_FOUND, "There is no such file"));
        WebText text = asset.text();
        boolean compressed = text.isSentCompressed(accepted);
        return ResponseBuilder.ok(compressed ? text.compressed() : text.bytes()).header(HttpHeaders.CONTENT_TYPE, text.type())
                .header(HttpHeaders.CONTENT_ENCODING, compressed ? WebText.GZIP : null)
                .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_ENCODING)
                .header(HttpHeaders.CACHE_CONTROL, asset.digest().equals(digest) ? FOR_GOOD : NOT_AT_ALL).build();
    }
}
