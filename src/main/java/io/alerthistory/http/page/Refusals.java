package io.alerthistory.http.page;

import java.util.List;
import java.util.function.Supplier;

import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolationException;

import org.jboss.resteasy.reactive.RestResponse;

import io.alerthistory.error.Failures;
import io.alerthistory.error.ProblemException;
import io.alerthistory.error.Violations;
import io.smallrye.mutiny.Uni;

/** Shows why an action of a form was refused or has failed, with the status that the API has for it. */
@Singleton
public final class Refusals {

    private final Pages pages;
    private final Failures failures;

    Refusals(Pages pages, Failures failures) {
        this.pages = pages;
        this.failures = failures;
    }

    /**
     * Shows it on a page of its own.
     *
     * @param title what was not done
     * @param back the section to go back to
     */
    private Uni<RestResponse<WebText>> page(Throwable failure, String title, Section back, Shell shell) {
        ProblemException problem = problem(failure);
        return pages.render(problem.code().status(),
                Templates.refused(shell, new RefusedView(title, reasons(problem), back.address(), back.label())));
    }

    /**
     * Runs an action of a form, and shows it when the action fails, also at once.
     *
     * @param title what was not done
     * @param back the section to go back to
     */
    public Uni<RestResponse<WebText>> orPage(String title, Section back, Shell shell,
            Supplier<Uni<RestResponse<WebText>>> action) {
        return Uni.createFrom().deferred(action::get).onFailure()
                .recoverWithUni(failure -> page(failure, title, back, shell));
    }

    /** The problem that a failure is. */
    public ProblemException problem(Throwable failure) {
        return failure instanceof ConstraintViolationException invalid ? Violations.explain(invalid.getConstraintViolations())
                : failures.problem(failure);
    }

    /** What a person reads of a problem. */
    public static List<String> reasons(ProblemException problem) {
        return problem.errors().isEmpty() ? List.of(problem.detail())
                : problem.errors().stream().map(error -> error.readable()).toList();
    }
}
