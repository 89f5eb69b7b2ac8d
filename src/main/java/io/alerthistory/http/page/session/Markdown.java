package io.alerthistory.http.page.session;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.commonmark.Extension;
import org.commonmark.ext.gfm.tables.TablesExtension;
import org.commonmark.internal.util.Escaping;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.Image;
import org.commonmark.node.Link;
import org.commonmark.node.Node;
import org.commonmark.node.Text;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.commonmark.renderer.html.AttributeProvider;
import org.commonmark.renderer.html.DefaultUrlSanitizer;
import org.commonmark.renderer.html.HtmlRenderer;

/**
 * Renders Markdown that a model wrote. HTML in it is text, an address of another kind than http, https and mailto leads
 * nowhere, and images are links, because a page loads nothing from other hosts.
 */
final class Markdown {

    private static final List<Extension> EXTENSIONS = List.of(TablesExtension.create());

    /** Blocks within blocks at most, so that no text takes the time or the stack of the renderer. */
    private static final int MAX_DEPTH = 30;

    private static final Parser PARSER = Parser.builder().extensions(EXTENSIONS).includeSourceSpans(IncludeSourceSpans.NONE)
            .maxOpenBlockParsers(MAX_DEPTH).build();

    private static final HtmlRenderer RENDERER = HtmlRenderer.builder().extensions(EXTENSIONS).escapeHtml(true)
            .sanitizeUrls(true).urlSanitizer(new DefaultUrlSanitizer(List.of("http", "https", "mailto")))
            .attributeProviderFactory(context -> new SafeLinks()).build();

    /** The page has headings above those of the text. */
    private static final int HEADINGS_BELOW = 2;
    private static final int LOWEST_HEADING = 6;

    private Markdown() {
    }

    static String html(String markdown) {
        try {
            Node document = PARSER.parse(markdown);
            document.accept(new Headings());
            document.accept(new Images());
            return RENDERER.render(document);
        } catch (StackOverflowError e) { // emphasis within emphasis, a thousand times
            return "<pre>" + Escaping.escapeHtml(markdown) + "</pre>";
        }
    }

    /** The text's headings stand below those of the page. */
    private static final class Headings extends AbstractVisitor {

        @Override
        public void visit(Heading heading) {
            heading.setLevel(Math.min(LOWEST_HEADING, heading.getLevel() + HEADINGS_BELOW));
        }
    }

    private static final class Images extends AbstractVisitor {

        @Override
        public void visit(Image image) {
            visitChildren(image);
            Link link = new Link(image.getDestination(), image.getTitle());
            for (Node child = image.getFirstChild(); child != null; child = image.getFirstChild()) {
                link.appendChild(child);
            }
            if (link.getFirstChild() == null) {
                link.appendChild(new Text("Image"));
            }
            image.insertAfter(link);
            image.unlink();
        }
    }

    private static final class SafeLinks implements AttributeProvider {

        private static final Set<String> ALIGNED = Set.of("th", "td");

        @Override
        public void setAttributes(Node node, String tag, Map<String, String> attributes) {
            if (node instanceof Link) {
                attributes.put("rel", "nofollow noopener noreferrer");
            } else if (ALIGNED.contains(tag) && attributes.containsKey("align")) {
                attributes.put("class", "align-" + attributes.remove("align"));
            }
        }
    }
}
