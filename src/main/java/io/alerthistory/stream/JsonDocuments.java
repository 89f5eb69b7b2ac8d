package io.alerthistory.stream;

import jakarta.inject.Singleton;

import com.fasterxml.jackson.databind.ObjectMapper;

/** Makes documents of records. */
@Singleton
public class JsonDocuments {

    private final ObjectMapper mapper;

    JsonDocuments(ObjectMapper mapper) {
        this.mapper = mapper;
    }

    /** The document of a record and all that it refers to. */
    public JsonDocument of(Object value) {
        return JsonDocument.of(value, mapper);
    }
}
