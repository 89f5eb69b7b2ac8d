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

    /** Makes the document of a record and everything it refers to. */
    public JsonDocument of(Object value) {
        return JsonDocument.of(value, mapper);
    }
}
