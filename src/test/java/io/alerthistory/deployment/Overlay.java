package io.alerthistory.deployment;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What can be applied. */
enum Overlay {
    BASE("k8s/base"),
    DEVELOPMENT("k8s/overlays/development"),
    PRODUCTION("k8s/overlays/production");

    private static final Map<Overlay, List<Manifest>> RENDERED = new EnumMap<>(Overlay.class);

    private final Path folder;

    Overlay(String folder) {
        this.folder = Path.of(folder);
    }

    Path folder() {
        return folder;
    }

    /** What kustomize makes of it, as a copy that may be broken. */
    List<Manifest> manifests() {
        return RENDERED.computeIfAbsent(this, overlay -> Kustomize.render(folder)).stream()
                .map(manifest -> new Manifest(manifest.source(), manifest.node().deepCopy())).toList();
    }

    Landscape landscape() {
        return Landscape.of(manifests(), folder);
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
