package io.alerthistory.session;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonValue;

import io.alerthistory.json.JsonName;

/** How many children of a parallel stage must complete for the stage to be a success. */
public enum SuccessPolicy implements JsonName {
    ANY,
    ALL;

    /**
     * What a parallel stage comes to.
     *
     * @param children the states of its children, at least one
     * @return null while one of them may still change
     */
    @Nullable
    StageStatus outcome(List<StageStatus> children) {
        if (!children.stream().allMatch(StageStatus::isTerminal)) {
            return null;
        }
        if (children.stream().allMatch(child -> child == StageStatus.CANCELLED)) {
            return StageStatus.CANCELLED;
        }
        long completed = children.stream().filter(child -> child == StageStatus.COMPLETED).count();
        boolean success = this == ALL ? completed == children.size() : completed > 0;
        return success ? StageStatus.COMPLETED : StageStatus.FAILED;
    }

    @JsonValue
    @Override
    public String jsonName() {
        return JsonName.super.jsonName();
    }
}
