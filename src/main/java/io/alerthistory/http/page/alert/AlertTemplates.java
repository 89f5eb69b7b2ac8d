package io.alerthistory.http.page.alert;

import io.alerthistory.http.page.Shell;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;

/** The pages of alerts. The build checks that each expression has a value. */
@CheckedTemplate(basePath = "page/alert", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
final class AlertTemplates {

    private AlertTemplates() {
    }

    static native TemplateInstance alertList(Shell shell, AlertListView view);

    static native TemplateInstance alert(Shell shell, AlertPageView view);

    static native TemplateInstance sources(Shell shell, SourcesView view);
}
