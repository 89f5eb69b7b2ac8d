package io.alerthistory.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;

/** How large a class, a method and a record may be. */
class SizeTest {

    private static final int MAX_CLASS_LINES = 250;
    private static final int MAX_METHOD_LINES = 40;

    /** A record with more components is built in one place, because nobody can check such a call by reading it. */
    private static final int MAX_POSITIONAL_COMPONENTS = 12;

    private static final Measures MEASURES = new Measures();

    @BeforeAll
    static void measure() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
                Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            List<Path> all = sources.filter(file -> file.toString().endsWith(".java")).toList();
            JavacTask task = (JavacTask) compiler.getTask(null, files, null, List.of("-proc:none"), null,
                    files.getJavaFileObjectsFromPaths(all));
            MEASURES.positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree unit : task.parse()) {
                MEASURES.scan(unit, unit);
            }
        }
        assertThat(MEASURES.classLines).hasSizeGreaterThan(400);
    }

    private static void noneExceeds(Map<String, Integer> lines, int max) {
        assertThat(lines.entrySet()).filteredOn(entry -> entry.getValue() > max).isEmpty();
    }

    @Test
    void aClassHasAtMost250Lines() {
        noneExceeds(MEASURES.classLines, MAX_CLASS_LINES);
    }

    @Test
    void aMethodHasAtMost40Lines() {
        noneExceeds(MEASURES.methodLines, MAX_METHOD_LINES);
    }

    @Test
    void aLargeRecordIsBuiltInOnePlace() {
        Map<String, Set<String>> places = new HashMap<>();
        MEASURES.components.forEach((name, count) -> {
            if (count > MAX_POSITIONAL_COMPONENTS) {
                places.put(name, MEASURES.constructions.getOrDefault(name, Set.of()));
            }
        });
        assertThat(places).isNotEmpty();
        assertThat(places.entrySet()).filteredOn(entry -> entry.getValue().size() > 1).isEmpty();
    }

    /** What the sources of the service consist of. */
    private static final class Measures extends TreeScanner<Void, CompilationUnitTree> {

        private final Map<String, Integer> classLines = new HashMap<>();
        private final Map<String, Integer> methodLines = new HashMap<>();
        private final Map<String, Integer> components = new HashMap<>();
        private final Map<String, Set<String>> constructions = new HashMap<>();
        private final List<String> path = new ArrayList<>();
        private SourcePositions positions;

        private int line(CompilationUnitTree unit, long position) {
            return (int) unit.getLineMap().getLineNumber(position);
        }

        private int lines(CompilationUnitTree unit, Tree tree) {
            return line(unit, positions.getEndPosition(unit, tree)) - line(unit, positions.getStartPosition(unit, tree)) + 1;
        }

        @Override
        public Void visitClass(ClassTree type, CompilationUnitTree unit) {
            path.add(type.getSimpleName().toString());
            if (path.size() == 1) {
                classLines.put(path.get(0), lines(unit, type));
            }
            if (type.getKind() == Tree.Kind.RECORD) {
                components.put(path.get(path.size() - 1), (int) type.getMembers().stream()
                        .filter(member -> member instanceof VariableTree field && !field.getModifiers().getFlags()
                                .contains(javax.lang.model.element.Modifier.STATIC))
                        .count());
            }
            super.visitClass(type, unit);
            path.remove(path.size() - 1);
            return null;
        }

        @Override
        public Void visitMethod(MethodTree method, CompilationUnitTree unit) {
            if (positions.getEndPosition(unit, method) >= 0) { // the compiler adds constructors without a position
                methodLines.put(String.join(".", path) + "." + method.getName() + ":"
                        + line(unit, positions.getStartPosition(unit, method)), lines(unit, method));
            }
            return super.visitMethod(method, unit);
        }

        @Override
        public Void visitNewClass(NewClassTree call, CompilationUnitTree unit) {
            constructions.computeIfAbsent(call.getIdentifier().toString(), name -> new HashSet<>())
                    .add(path + ":" + line(unit, positions.getStartPosition(unit, call)));
            return super.visitNewClass(call, unit);
        }
    }
}
