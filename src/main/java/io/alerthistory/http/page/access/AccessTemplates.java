package io.alerthistory.http.page.access;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class AccessTemplates {

    private AccessTemplates() {
    }

    static native TemplateInstance access(Shell shell, AccessView view);

    static native TemplateInstance newKey(Shell shell, NewKeyView view);

    static native TemplateInstance verified(Shell shell, VerifiedView view);
}
