package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** The purpose of a call to a language model. */
public enum LlmInteractionType implements JsonName {
    INVESTIGATION,
    SUMMARIZATION,
    FINAL_ANALYSIS,
    FORCED_CONCLUSION,
    FINAL_ANALYSIS_SUMMARY;

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
