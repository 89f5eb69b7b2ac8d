/**
 * The service's description of itself, OpenAPI 3.1: rules that complete what the framework finds in the code, and a look at the
 * routes that it names. Knows no feature: what holds for one route holds for all.
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
package io.alerthistory.http.openapi;

import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.NullMarked;

import io.alerthistory.error.Problem;
