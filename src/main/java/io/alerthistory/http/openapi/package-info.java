/**
 * The OpenAPI 3.1 document: rules that complete what the framework derives from the code. Knows no feature; the rules
 * apply to all routes alike.
 */
@NullMarked
@OpenAPIDefinition(info = @Info(title = "", version = ""), components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)), tags = {
        @Tag(name = "access", description = "Keys of clients, and who the caller is"),
        @Tag(name = "alerts", description = "Submitting and receiving alerts"),
        @Tag(name = "audit", description = "Who did what"),
        @Tag(name = "bulk", description = "Uploading many records at once"),
        @Tag(name = "catalog", description = "Values that occur in the history, for filters and selections"),
        @Tag(name = "chats", description = "Questions about a session that has ended"),
        @Tag(name = "interactions", description = "The calls of an investigation to models and tools"),
        @Tag(name = "live", description = "What happens, as it happens"),
        @Tag(name = "queue", description = "How workers claim pending sessions and keep them"),
        @Tag(name = "sessions", description = "Alerts and their investigations"),
        @Tag(name = "stages", description = "The steps of an investigation"),
        @Tag(name = "system", description = "The health of the service") })
package io.alerthistory.http.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;

import io.alerthistory.error.Problem;
