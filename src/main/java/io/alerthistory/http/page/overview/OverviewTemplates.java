package io.alerthistory.http.page.overview;

import io.alerthistory.http.page.Part;
import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The first page and the part of it that changes. The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class OverviewTemplates {

    private OverviewTemplates() {
    }

    static native TemplateInstance overview(Shell shell, OverviewView view);

    static native TemplateInstance firing(Part<FiringView> firing);

    static native TemplateInstance active(Part<ActiveView> active);
}
