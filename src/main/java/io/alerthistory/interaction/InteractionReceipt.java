package io.alerthistory.interaction;

import java.util.List;

/**
 * The answer to a POST of interactions.
 *
 * @param accepted how many were new
 * @param duplicates how many were stored before with the same content
 * @param ids the ids in the order of the request
 * @param lastSeq the greatest seq of the session
 */
public record InteractionReceipt(int accepted, int duplicates, List<String> ids, long lastSeq) {
}
