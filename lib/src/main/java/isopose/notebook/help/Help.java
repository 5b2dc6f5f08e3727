package isopose.notebook.help;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.LiteralTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import isopose.io.BadInput;
import isopose.io.InputFile;
import isopose.io.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaCompiler;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Signatures and first sentences, read from the library's sources. */
public final class Help {
  private static final String FUNCTIONS = "Notebook";

  private final Path sources;

  /** Of the sources in this folder. */
  public Help(Path sources) {
    this.sources = sources;
  }

  /**
   * What is known of a name, of a class, or of an object's class.
   *
   * @throws BadInput as {@link #named}
   */
  public HelpPage of(Object what) {
    if (what instanceof String name) {
      return named(name);
    }
    BadInput.requireMade(what, "what help is asked for");
    return named((what instanceof Class<?> type ? type : what.getClass()).getSimpleName());
  }

  /**
   * What is known of a function of a cell ("adapt"), a class ("Runs") or a member of one
   * ("Runs.adapt").
   *
   * @throws BadInput if there is none of this name
   */
  public HelpPage named(String name) {
    int dot = name.indexOf('.');
    String type = dot < 0 ? name : name.substring(0, dot);
    List<HelpPage.Entry> found =
        Character.isUpperCase(type.charAt(0))
            ? entries(type, dot < 0 ? null : name.substring(dot + 1))
            : entries(FUNCTIONS, name);
    if (found.isEmpty()) {
      throw new BadInput(name + ": there is no public class, member or function of this name");
    }
    return new HelpPage(name, found);
  }

  private List<HelpPage.Entry> entries(String type, String member) {
    Path file = file(type);
    String text = InputFile.text(file, Limits.TEXT_BYTES);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new BadInput("help needs a JDK; this Java has no compiler");
    }
    JavacTask task =
        (JavacTask)
            compiler.getTask(
                null, null, diagnostic -> {}, List.of("-proc:none"), null, List.of(source(text)));
    List<HelpPage.Entry> entries = new ArrayList<>();
    try {
      CompilationUnitTree unit = task.parse().iterator().next();
      ClassTree declared = (ClassTree) unit.getTypeDecls().get(0);
      Docs docs = new Docs(DocTrees.instance(task), new TreePath(unit), declared);
      if (member == null) {
        entries.add(docs.ofType());
      }
      for (Tree tree : declared.getMembers()) {
        if (tree instanceof MethodTree method
            && docs.isPublic(method)
            && (member == null || method.getName().contentEquals(member))) {
          entries.add(docs.of(method));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
    return entries;
  }

  private Path file(String type) {
    try (Stream<Path> files = Files.walk(sources)) {
      return files
          .filter(file -> file.getFileName().toString().equals(type + ".java"))
          .findFirst()
          .orElseThrow(
              () ->
                  new BadInput(
                      "%s: is no class of this library; Java's own are described by its documentation"
                          .formatted(type)));
    } catch (IOException e) {
      throw new BadInput(sources + ": the sources are not there, so there is no help", e);
    }
  }

  private static SimpleJavaFileObject source(String text) {
    return new SimpleJavaFileObject(
        URI.create("string:///Source.java"), SimpleJavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return text;
      }
    };
  }

  /** The declarations of one class and their comments. */
  private record Docs(DocTrees trees, TreePath unit, ClassTree declared) {

    boolean isPublic(MethodTree method) {
      return declared.getKind() == Tree.Kind.INTERFACE
          || method.getModifiers().getFlags().contains(Modifier.PUBLIC);
    }

    HelpPage.Entry ofType() {
      String kind = declared.getKind().name().toLowerCase(Locale.ROOT);
      String components =
          declared.getKind() == Tree.Kind.RECORD
              ? declared.getMembers().stream()
                  .filter(VariableTree.class::isInstance)
                  .map(VariableTree.class::cast)
                  .filter(field -> !field.getModifiers().getFlags().contains(Modifier.STATIC))
                  .map(Docs::parameter)
                  .collect(Collectors.joining(", ", "(", ")"))
              : "";
      TreePath path = new TreePath(unit, declared);
      return new HelpPage.Entry(kind + " " + declared.getSimpleName() + components, sentence(path));
    }

    HelpPage.Entry of(MethodTree method) {
      String parameters =
          method.getParameters().stream()
              .map(Docs::parameter)
              .collect(Collectors.joining(", ", "(", ")"));
      boolean constructs = method.getReturnType() == null;
      String name =
          constructs
              ? "new " + declared.getSimpleName()
              : method.getReturnType() + " " + method.getName();
      TreePath path = new TreePath(new TreePath(unit, declared), method);
      return new HelpPage.Entry(name + parameters, sentence(path));
    }

    private static String parameter(VariableTree variable) {
      return variable.getType() + " " + variable.getName();
    }

    private String sentence(TreePath path) {
      DocCommentTree comment = trees.getDocCommentTree(path);
      return comment == null
          ? ""
          : comment.getFirstSentence().stream()
              .map(Docs::plain)
              .collect(Collectors.joining())
              .replaceAll("\\s+", " ");
    }

    /** Code and links as their words. */
    private static String plain(DocTree tree) {
      if (tree instanceof LiteralTree code) {
        return code.getBody().getBody();
      }
      if (tree instanceof LinkTree link) {
        return link.getLabel().isEmpty()
            ? link.getReference().getSignature().replaceFirst("^#", "").replace('#', '.')
            : link.getLabel().stream().map(Docs::plain).collect(Collectors.joining());
      }
      return tree.toString();
    }
  }
}
