package io.alerthistory.episode.read;

import java.util.List;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What happened to an alert, the oldest first. */
@Schema(name = "AlertTimelinePage")
public record TimelinePage(List<TransitionView> transitions, Pagination pagination) {
}
