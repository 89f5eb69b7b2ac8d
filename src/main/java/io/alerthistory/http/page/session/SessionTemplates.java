package io.alerthistory.http.page.session;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The templates of {@code templates/page/session}. */
@CheckedTemplate(basePath = "page/session", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class SessionTemplates {

    private SessionTemplates() {
    }

    static native TemplateInstance session(Shell shell, SessionView view, ReviewView review);

    static native TemplateInstance steps(StepsView steps);

    static native TemplateInstance step(Shell shell, StepView step);

    static native TemplateInstance payload(StepView step);
}
