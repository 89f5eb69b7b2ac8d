package io.alerthistory.history;

import java.util.Map;

import io.alerthistory.interaction.Interaction;
import io.alerthistory.json.StoredText;

/**
 * An interaction as it was read.
 *
 * @param interaction its long strings are null
 * @param large where these stand, by the name of their column
 */
public record StoredInteraction(Interaction interaction, Map<String, StoredText> large) {
}
