package io.alerthistory.bulk;

import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import io.alerthistory.bulk.BulkRecord.OfInteraction;
import io.alerthistory.bulk.BulkRecord.OfSession;
import io.alerthistory.bulk.BulkRecord.OfStage;
import io.alerthistory.interaction.InteractionKind;
import io.alerthistory.session.StageExecution;

/**
 * The lines that are stored in one transaction.
 *
 * @param records the valid lines, in order
 * @param rejected the invalid lines
 * @param receivedAtUs when the batch was read, microseconds since the epoch: the last heartbeat of its sessions
 */
public record BulkBatch(List<BulkRecord> records, List<RejectedLine> rejected, long receivedAtUs) {

    /** The ids of all sessions that the batch creates or writes to, in ascending order. */
    public Set<String> sessionIds() {
        return names(records, record -> record instanceof OfSession session ? session.session().sessionId
                : record instanceof OfStage stage ? stage.stage().sessionId
                        : ((OfInteraction) record).interaction().sessionId());
    }

    public Set<String> alertIds() {
        return names(of(OfSession.class).toList(), session -> session.session().alertId);
    }

    /** The ids of all stages that the batch creates or names, in ascending order. */
    public Set<String> stageIds() {
        Set<String> ids = stages(stage -> stage.executionId);
        ids.addAll(stages(stage -> stage.parentStageExecutionId));
        ids.addAll(names(of(OfInteraction.class).toList(), one -> one.interaction().stageExecutionId()));
        return ids;
    }

    public Set<String> chatIds() {
        return stages(stage -> stage.chatId);
    }

    public Set<String> messageIds() {
        return stages(stage -> stage.chatUserMessageId);
    }

    public Set<String> interactionIds(InteractionKind kind) {
        return names(of(OfInteraction.class).filter(one -> one.interaction().kind() == kind).toList(),
                one -> one.interaction().id());
    }

    <R extends BulkRecord> Stream<R> of(Class<R> type) {
        return records.stream().filter(type::isInstance).map(type::cast);
    }

    private Set<String> stages(Function<StageExecution, @Nullable String> name) {
        return names(of(OfStage.class).toList(), stage -> name.apply(stage.stage()));
    }

    private static <R> Set<String> names(List<R> records, Function<R, @Nullable String> name) {
        Set<String> names = new TreeSet<>();
        records.stream().map(name).filter(Objects::nonNull).forEach(names::add);
        return names;
    }
}
