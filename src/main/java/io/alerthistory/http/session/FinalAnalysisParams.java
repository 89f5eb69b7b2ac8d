package io.alerthistory.http.session;

import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.alerthistory.error.ProblemException;
import io.alerthistory.history.ConversationKind;
import io.alerthistory.http.QueryReader;

/** Which conversations are read along with a final analysis. */
public record FinalAnalysisParams(Set<ConversationKind> wanted) {

    static final String CONVERSATION = "include_conversation";
    static final String CHAT_CONVERSATION = "include_chat_conversation";

    /** Throws a {@link ProblemException}, 422, with every invalid parameter. */
    static FinalAnalysisParams of(Map<String, List<String>> query) {
        QueryReader reader = new QueryReader(query);
        Set<ConversationKind> wanted = EnumSet.noneOf(ConversationKind.class);
        if (reader.flag(CONVERSATION)) {
            wanted.add(ConversationKind.INVESTIGATION);
        }
        if (reader.flag(CHAT_CONVERSATION)) {
            wanted.add(ConversationKind.CHAT);
        }
        reader.check();
        return new FinalAnalysisParams(wanted);
    }
}
