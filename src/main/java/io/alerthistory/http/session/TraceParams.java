package io.alerthistory.http.session;

import java.util.List;
import java.util.Map;

import io.alerthistory.error.ProblemException;
import io.alerthistory.history.TraceQuery;
import io.alerthistory.http.QueryReader;

/** The parameters of a trace. */
record TraceParams(long afterSeq, int limit) {

    private static final int DEFAULT_LIMIT = 200;

    /**
     * Parses the parameters.
     *
     * @throws ProblemException 422 with every invalid parameter
     */
    static TraceParams of(Map<String, List<String>> query) {
        QueryReader reader = new QueryReader(query);
        TraceParams params = new TraceParams(reader.integer("after_seq", 0, Long.MAX_VALUE, 0),
                (int) reader.integer("limit", 1, TraceQuery.MAX_LIMIT, DEFAULT_LIMIT));
        reader.check();
        return params;
    }

    /** The window of a session that they mean. */
    TraceQuery query(String sessionId) {
        return new TraceQuery(sessionId, afterSeq, limit);
    }
}
