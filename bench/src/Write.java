import java.util.List;

/**
 * A request that changes something, and what is stored once it is acknowledged. It may be sent again as it is.
 *
 * @param key its Idempotency-Key, or empty
 */
record Write(String method, String path, String body, String key, List<Fact> facts) {

    static Write post(String path, String body, List<Fact> facts) {
        return new Write("POST", path, body, "", facts);
    }

    static Write patch(String path, String body, Fact fact) {
        return new Write("PATCH", path, body, "", List.of(fact));
    }

    Write withKey() {
        return new Write(method, path, body, facts.get(0).kind() + "-" + facts.get(0).id(), facts);
    }
}
