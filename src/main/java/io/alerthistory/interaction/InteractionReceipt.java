package io.alerthistory.interaction;

import java.util.List;

/**
 * The response to a POST of interactions.
 *
 * @param accepted the number of new interactions
 * @param duplicates the number of interactions that were stored before with the same content
 * @param ids in the order of the request
 * @param lastSeq the highest seq of the session
 */
public record InteractionReceipt(int accepted, int duplicates, List<String> ids, long lastSeq) {
}
