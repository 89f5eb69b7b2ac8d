package io.alerthistory.http.openapi;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.FieldInfo;
import org.jboss.jandex.IndexView;
import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;

/** Finds the record behind a schema, for facts that the framework does not read from it. */
public final class DescribedRecords {

    private static final String OURS = "io.alerthistory.";
    private static final DotName JSON_PROPERTY = DotName.createSimple("com.fasterxml.jackson.annotation.JsonProperty");

    private static final DotName SCHEMA = DotName.createSimple(
            "org.eclipse.microprofile.openapi.annotations.media.Schema");

    private final Map<String, List<ClassInfo>> records;

    public DescribedRecords(IndexView index) {
        records = index.getKnownClasses().stream().filter(type -> type.isRecord() && type.name().toString().startsWith(OURS))
                .collect(Collectors.toMap(ClassInfo::name, Function.identity(), (same, again) -> same)).values().stream()
                .collect(Collectors.groupingBy(DescribedRecords::schemaName));
    }

    /**
     * The fields of the record that a schema describes, by their JSON names; empty when it describes none.
     *
     * @throws IllegalStateException when several records have the schema's name
     */
    public Map<String, FieldInfo> fields(String schemaName, Schema schema) {
        List<ClassInfo> sameName = records.getOrDefault(schemaName, List.of());
        List<ClassInfo> named = sameName.stream().filter(type -> givenName(type) != null).toList();
        List<ClassInfo> candidates = named.isEmpty() ? sameName : named;
        if (candidates.isEmpty() || schema.getProperties() == null) {
            return Map.of();
        }
        if (candidates.size() > 1) {
            throw new IllegalStateException(
                    "the API has " + schemaName + ", but the records " + candidates + " share the name");
        }
        Map<String, FieldInfo> all = new HashMap<>();
        candidates.get(0).fields().forEach(field -> all.put(jsonName(field), field));
        Map<String, FieldInfo> described = new LinkedHashMap<>();
        schema.getProperties().keySet().stream().filter(all::containsKey).forEach(name -> described.put(name, all.get(name)));
        return described;
    }

    /** The name that the record's annotation gives its schema; null when it has the name of the record. */
    private static @Nullable String givenName(ClassInfo type) {
        AnnotationInstance schema = type.declaredAnnotation(SCHEMA);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null ? null : name.asString();
    }

    private static String schemaName(ClassInfo type) {
        String given = givenName(type);
        if (given != null) {
            return given;
        }
        String name = type.name().withoutPackagePrefix();
        return name.substring(name.lastIndexOf('$') + 1);
    }

    private static String jsonName(FieldInfo field) {
        AnnotationInstance named = field.annotation(JSON_PROPERTY);
        return named == null || named.value() == null ? SnakeCaseStrategy.INSTANCE.translate(field.name())
                : named.value().asString();
    }
}
