package io.alerthistory.budget;

import java.util.List;

import jakarta.enterprise.context.ApplicationScoped;

import io.alerthistory.observe.BudgetFigures;
import io.alerthistory.observe.BudgetSource;

/**
 * The budgets of this process, each a share of its maximum heap. The shares are small, because a buffered byte needs
 * several more while it is parsed and stored, and the service itself needs a part of the heap.
 */
@ApplicationScoped // filters are created while a native image is built, when the size of the heap is not known
public class Budgets implements BudgetSource {

    private static final int MAX_PERCENT = 100;
    private static final long MIB = 1024 * 1024;

    /** Small bodies have this fraction of the requests' share for themselves. */
    private static final int SMALL_PART = 4;

    private static final int MAX_WAITERS = 16;
    private static final int MAX_SMALL_WAITERS = 256;

    private final ByteBudget smallRequests;
    private final ByteBudget requests;
    private final ByteBudget batches;
    private final ByteBudget lines;
    private final ByteBudget longLines;
    private final ByteBudget batchWork;
    private final ByteBudget responses;
    private final ByteBudget rows;
    private final ByteBudget alertWork;
    private final ByteBudget alertReads;

    Budgets(BudgetConfig config) {
        long share = Runtime.getRuntime().maxMemory() / MAX_PERCENT * config.percent();
        smallRequests = new ByteBudget("small_requests", Math.max(share / SMALL_PART, MIB), MAX_SMALL_WAITERS);
        requests = new ByteBudget("requests", share - share / SMALL_PART, MAX_WAITERS);
        batches = new ByteBudget("batches", Math.max(share / 2, MIB), MAX_SMALL_WAITERS);
        lines = new ByteBudget("lines", Math.max(share / 4, MIB), MAX_SMALL_WAITERS);
        longLines = new ByteBudget("long_lines", share / 4, MAX_SMALL_WAITERS);
        batchWork = new ByteBudget("batch_work", share, MAX_SMALL_WAITERS);
        responses = new ByteBudget("responses", share, MAX_SMALL_WAITERS);
        rows = new ByteBudget("rows", share, MAX_SMALL_WAITERS);
        alertWork = new ByteBudget("alert_work", share, MAX_SMALL_WAITERS);
        alertReads = new ByteBudget("alert_reads", share, MAX_SMALL_WAITERS);
    }

    /** Bodies of requests, from the first byte to the end of the response. */
    public ByteBudget requests() {
        return requests;
    }

    /** Small bodies. They have a budget of their own, so that large ones cannot starve them. */
    public ByteBudget smallRequests() {
        return smallRequests;
    }

    /** The batches of bulk uploads. */
    public ByteBudget batches() {
        return batches;
    }

    /**
     * The incomplete line of a bulk upload that did not fit into {@link #batches}; its holder may still wait for
     * {@link #longLines}.
     */
    public ByteBudget lines() {
        return lines;
    }

    /**
     * The incomplete line of a bulk upload that is longer than {@link #lines} allows; its holder waits for no other
     * budget.
     */
    public ByteBudget longLines() {
        return longLines;
    }

    /** Batches that are being parsed and stored, with the memory that this needs. */
    public ByteBudget batchWork() {
        return batchWork;
    }

    /** Parts of responses that clients have not taken yet. */
    public ByteBudget responses() {
        return responses;
    }

    /**
     * Rows that are read to be changed or compared. A lease is taken before a session is locked: the holder of a lock
     * never waits for a lease.
     */
    public ByteBudget rows() {
        return rows;
    }

    /** Alerts that are being read from a body and recorded. */
    public ByteBudget alertWork() {
        return alertWork;
    }

    /** Alerts that are being read for a response, and the response until the client has taken it. */
    public ByteBudget alertReads() {
        return alertReads;
    }

    @Override
    public List<BudgetFigures> budgets() {
        return List.of(requests, smallRequests, batches, lines, longLines, batchWork, responses, rows, alertWork, alertReads)
                .stream()
                .map(budget -> new BudgetFigures(budget.name(), budget.limit(), budget::used, budget::waiting, budget::refused))
                .toList();
    }
}
