package io.alerthistory.http.page.statistics;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The page of statistics. The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class FiguresTemplates {

    private FiguresTemplates() {
    }

    static native TemplateInstance statistics(Shell shell, FiguresView view);
}
