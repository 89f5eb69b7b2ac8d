package io.alerthistory.http.page.operations;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class OperationsTemplates {

    private OperationsTemplates() {
    }

    static native TemplateInstance operations(Shell shell, OperationsView view);

    static native TemplateInstance rehearsed(Shell shell, RehearsedView view);

    static native TemplateInstance tested(Shell shell, TestedView view);
}
