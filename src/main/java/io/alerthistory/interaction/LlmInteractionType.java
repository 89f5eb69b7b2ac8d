package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** What a call to a language model was for. */
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
