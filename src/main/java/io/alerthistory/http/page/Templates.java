package io.alerthistory.http.page;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of {@code templates/page}. The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class Templates {

    private Templates() {
    }

    static native TemplateInstance sessionList(Shell shell, SessionListView view);

    static native TemplateInstance sessionRow(SessionRow row);

    static native TemplateInstance newSessions(String count);

    static native TemplateInstance problem(Shell shell, ProblemView view);

    static native TemplateInstance confirm(Shell shell, ConfirmView view);

    static native TemplateInstance refused(Shell shell, RefusedView view);
}
