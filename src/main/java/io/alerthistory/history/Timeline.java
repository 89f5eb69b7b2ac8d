package io.alerthistory.history;

import java.util.List;

import io.alerthistory.interaction.InteractionKind;

/** The interactions of one stage as they are shown, and their figures. */
record Timeline(TimelineFigures llm, TimelineFigures mcp, TimelineEvents llmEvents, TimelineEvents mcpEvents,
        TimelineEvents chronological) {

    private static final TimelineEvents NO_EVENTS = TimelineEvents.of(List.of());

    static final Timeline EMPTY = new Timeline(TimelineFigures.of(InteractionKind.LLM, List.of()),
            TimelineFigures.of(InteractionKind.MCP, List.of()), NO_EVENTS, NO_EVENTS, NO_EVENTS);
}
