package io.alerthistory.audit.chain;

import java.util.List;
import java.util.concurrent.ExecutionException;

import jakarta.inject.Singleton;

import io.alerthistory.error.Causes;
import io.alerthistory.request.CallersContext;
import io.alerthistory.start.CommandName;
import io.alerthistory.start.OneOffCommand;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;

/** Verifies the audit log from the command line. */
@Singleton
class AuditCommand implements OneOffCommand {

    private static final String USAGE = "usage: audit verify [--since SEQ]";
    private static final int SOUND = 0;
    private static final int WRONG_USAGE = 1;
    private static final int BROKEN = 1;
    private static final int FAILED = 2;

    private final AuditVerification verification;
    private final Vertx vertx;

    AuditCommand(AuditVerification verification, Vertx vertx) {
        this.verification = verification;
        this.vertx = vertx;
    }

    @Override
    public CommandName name() {
        return CommandName.AUDIT;
    }

    @Override
    public int run(List<String> arguments) throws InterruptedException {
        boolean hasSince = arguments.size() == 3 && arguments.get(1).equals("--since")
                && arguments.get(2).matches("[0-9]{1,18}");
        if (arguments.isEmpty() || !arguments.get(0).equals("verify") || (arguments.size() > 1 && !hasSince)) {
            System.err.println(USAGE);
            return WRONG_USAGE;
        }
        try {
            return print(verify(hasSince ? Long.parseLong(arguments.get(2)) : 1));
        } catch (ExecutionException failure) {
            System.err.println("The audit log could not be verified: " + Causes.firstLine(failure.getCause()));
            return FAILED;
        }
    }

    /** Where the adapters expect their callers, on an event loop. */
    private AuditReport verify(long since) throws ExecutionException, InterruptedException {
        return Uni.createFrom().deferred(() -> verification.verify(since))
                .runSubscriptionOn(CallersContext.ownContext(vertx))
                .subscribeAsCompletionStage().get();
    }

    private static int print(AuditReport report) {
        if (report.ok()) {
            System.out.println("The audit log is as it was written: " + report.rows() + " rows, the head is row "
                    + report.headSeq());
            return SOUND;
        }
        System.err.println("The audit log is broken at row " + report.firstBrokenSeq() + ": " + report.reason() + ". "
                + report.rows() + " rows before it are as they were written; the head is row " + report.headSeq());
        return BROKEN;
    }
}
