package io.alerthistory.http.page.about;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class AboutTemplates {

    private AboutTemplates() {
    }

    static native TemplateInstance about(Shell shell, AboutView view);
}
