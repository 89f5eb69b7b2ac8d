package io.alerthistory.interaction;

import io.alerthistory.json.WireName;

/** What a call to a language model was for. */
public enum LlmInteractionType implements WireName {
    INVESTIGATION,
    SUMMARIZATION,
    FINAL_ANALYSIS,
    FORCED_CONCLUSION,
    FINAL_ANALYSIS_SUMMARY
}
