package io.alerthistory.storage.mapping;

import io.alerthistory.session.StoredValues;

/** One row of a result, whichever driver read it. */
public interface RowReader extends StoredValues {
}
