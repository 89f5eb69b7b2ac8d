package io.alerthistory.session;

import io.alerthistory.json.WireName;

/** How many children of a parallel stage must complete for the stage to be a success. */
public enum SuccessPolicy implements WireName {
    ANY,
    ALL;
}
