package io.alerthistory.session;

/**
 * The answer to the cancel of one agent of a parallel stage.
 *
 * @param success always true; a refusal is a problem
 * @param stageStatus the state of the parallel stage, not of the agent
 */
public record AgentReceipt(boolean success, SessionStatus sessionStatus, StageStatus stageStatus) {
}
