package io.alerthistory.http.openapi;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.jspecify.annotations.Nullable;

/** Operations on schemas. */
public final class Schemas {

    private static final String COMPONENTS = "#/components/schemas/";

    private Schemas() {
    }

    public static Schema reference(String name) {
        return OASFactory.createSchema().ref(COMPONENTS + name);
    }

    /** The name of the component that the schema refers to; null when it is not a reference. */
    public static @Nullable String referred(Schema schema) {
        String reference = schema.getRef();
        return reference == null ? null : reference.substring(reference.lastIndexOf('/') + 1);
    }

    /** A schema that accepts null as well. */
    public static Schema nullable(Schema schema, Map<String, Schema> components) {
        String name = referred(schema);
        Schema meant = name == null ? schema : components.get(name);
        if (meant != null && isAnything(meant)) {
            return schema;
        }
        if (name == null && schema.getEnumeration() == null && schema.getType() != null) {
            return schema.getType().contains(SchemaType.NULL) ? schema : schema.addType(SchemaType.NULL);
        }
        return OASFactory.createSchema().addAnyOf(schema).addAnyOf(OASFactory.createSchema().addType(SchemaType.NULL));
    }

    /** The names of the components that some content refers to, directly or indirectly. */
    static Set<String> reachable(OpenAPI api, Collection<Content> contents) {
        Deque<Schema> open = new ArrayDeque<>();
        contents.forEach(content -> content.getMediaTypes().values().forEach(type -> add(open, type.getSchema())));
        Set<String> names = new TreeSet<>();
        while (!open.isEmpty()) {
            Schema schema = open.pop();
            String name = referred(schema);
            if (name == null) {
                parts(schema).forEach(open::push);
            } else if (names.add(name)) {
                add(open, api.getComponents().getSchemas().get(name));
            }
        }
        return names;
    }

    private static List<Schema> parts(Schema schema) {
        List<Schema> parts = new ArrayList<>();
        add(parts, schema.getItems());
        add(parts, schema.getAdditionalPropertiesSchema());
        parts.addAll(properties(schema).values());
        for (List<Schema> choice : java.util.Arrays.asList(schema.getAllOf(), schema.getAnyOf(), schema.getOneOf())) {
            parts.addAll(choice == null ? List.of() : choice);
        }
        return parts;
    }

    /** A copy of the properties; empty when there are none. */
    public static Map<String, Schema> properties(Schema schema) {
        return schema.getProperties() == null ? Map.of() : new LinkedHashMap<>(schema.getProperties());
    }

    private static boolean isAnything(Schema schema) {
        return schema.getRef() == null && schema.getType() == null && parts(schema).isEmpty();
    }

    private static void add(Collection<Schema> schemas, @Nullable Schema schema) {
        if (schema != null) {
            schemas.add(schema);
        }
    }
}
