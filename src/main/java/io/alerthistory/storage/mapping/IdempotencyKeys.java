package io.alerthistory.storage.mapping;

import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.alerthistory.idempotency.Begun;
import io.alerthistory.idempotency.KeyLock;
import io.alerthistory.idempotency.StoredResponse;
import io.alerthistory.json.JsonText;

/** What both databases say about idempotency keys in the same words. */
public final class IdempotencyKeys {

    /** Expired keys that every new one takes away: more than come in, so that the table does not grow. */
    public static final int SWEPT = 2;

    /**
     * After an INSERT of a key with the digest, the time and the lock: takes a key that has expired for a new request, and one
     * whose
     * attempt never answered for the next attempt of the same request, which keeps its time. Gives no row when the key is
     * taken.
     */
    public static final String ON_CONFLICT = """
            on conflict (idempotency_key) do update
            set created_at_us = case when idempotency_keys.created_at_us <= excluded.created_at_us - %1$d
                    then excluded.created_at_us else idempotency_keys.created_at_us end,
                request_digest = excluded.request_digest, locked_until_us = excluded.locked_until_us,
                answer_status = null, answer_headers = null, answer_body = null, subject_id = null
            where idempotency_keys.created_at_us <= excluded.created_at_us - %1$d
                or (idempotency_keys.answer_status is null
                    and idempotency_keys.locked_until_us <= excluded.created_at_us
                    and idempotency_keys.request_digest = excluded.request_digest)
            returning idempotency_key, created_at_us, locked_until_us""".formatted(KeyLock.KEPT_US);

    private IdempotencyKeys() {
    }

    public static KeyLock lock(RowReader row) {
        return new KeyLock(row.text("idempotency_key"), row.number("created_at_us"), row.number("locked_until_us"));
    }

    /** What a key that is taken means for a request with this digest. */
    public static Begun taken(RowReader row, String digest) {
        return taken(row.text("request_digest"), row.integerOrNull("answer_status"), row.textOrNull("answer_headers"),
                row.textOrNull("answer_body"), digest);
    }

    /** The same of the values of a row. */
    public static Begun taken(String stored, @Nullable Integer status, @Nullable String headers, @Nullable String body,
            String digest) {
        if (!stored.equals(digest)) {
            return new Begun.Reused();
        }
        return status == null || headers == null ? new Begun.Running()
                : new Begun.Served(new StoredResponse(status, headers(new JsonText(headers)), body));
    }

    public static String headers(StoredResponse answer) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        answer.headers().forEach(json::put);
        return JsonText.of(json).text();
    }

    private static Map<String, String> headers(JsonText json) {
        Map<String, String> headers = new TreeMap<>();
        for (Map.Entry<String, JsonNode> header : json.tree().properties()) {
            headers.put(header.getKey(), header.getValue().textValue());
        }
        return headers;
    }
}
