package io.alerthistory.http.chat;

import jakarta.ws.rs.core.MultivaluedMap;

import io.alerthistory.error.ProblemException;
import io.alerthistory.http.QueryReader;

/** The parameters of the list of messages. */
public record MessageListParams(long limit, long offset) {

    private static final int MAX_LIMIT = 100;
    private static final int DEFAULT_LIMIT = 50;

    /**
     * Parses the parameters.
     *
     * @throws ProblemException 422 with every invalid parameter
     */
    static MessageListParams of(MultivaluedMap<String, String> query) {
        QueryReader reader = new QueryReader(query);
        MessageListParams params = new MessageListParams(reader.integer("limit", 1, MAX_LIMIT, DEFAULT_LIMIT),
                reader.integer("offset", 0, Integer.MAX_VALUE, 0));
        reader.check();
        return params;
    }
}
