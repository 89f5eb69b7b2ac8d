package io.alerthistory.interaction;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.WireName;

/** What a call to a language model was for. */
public enum LlmInteractionType implements WireName {
    INVESTIGATION,
    SUMMARIZATION,
    FINAL_ANALYSIS,
    FORCED_CONCLUSION,
    FINAL_ANALYSIS_SUMMARY;

    @JsonValue
    @Override
    public String wire() {
        return WireName.super.wire();
    }
}
