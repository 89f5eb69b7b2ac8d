/**
 * alert-history: every alert, and every automated investigation of it. A request is parsed into a valid record, decided by a
 * use
 * case, stored through a port, and rendered from records; each feature is a package below this one.
 */
@NullMarked
@OpenAPIDefinition(info = @Info(title = "", version = ""), components = @Components(schemas = @Schema(name = "Problem", implementation = Problem.class)), tags = {
        @Tag(name = "alerts", description = "Where alerts come in"),
        @Tag(name = "bulk", description = "Many records at once"),
        @Tag(name = "catalog", description = "What the history has seen, to choose from"),
        @Tag(name = "chats", description = "Questions about a session that has ended"),
        @Tag(name = "interactions", description = "The calls of an investigation to models and tools"),
        @Tag(name = "queue", description = "How workers get pending sessions and keep them"),
        @Tag(name = "sessions", description = "Alerts and their investigations"),
        @Tag(name = "stages", description = "The steps of an investigation"),
        @Tag(name = "system", description = "How the service is") })
package io.alerthistory;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;

import io.alerthistory.error.Problem;
