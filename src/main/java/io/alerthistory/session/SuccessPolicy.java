package io.alerthistory.session;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.WireName;

/** How many children of a parallel stage must complete for the stage to be a success. */
public enum SuccessPolicy implements WireName {
    ANY,
    ALL;

    @JsonValue
    @Override
    public String wire() {
        return WireName.super.wire();
    }
}
