package isopose.config;

import isopose.comparator.repnet.RepNet;
import isopose.comparator.semgcn.SemGcn;
import isopose.io.BadInput;
import isopose.model.Backbone;
import isopose.model.ResidualBackbone;
import isopose.skeleton.Skeleton;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The backbones that a configuration can name. A backbone that is added here works with every
 * objective, adaptation mode and experiment.
 */
final class Backbones {
  private static final Map<String, Backbone> ALL = all();

  private Backbones() {}

  private static Map<String, Backbone> all() {
    Map<String, Backbone> all = new LinkedHashMap<>();
    all.put("residual", new ResidualBackbone());
    all.put("semgcn", SemGcn.published());
    all.put("semgcn-channels", new SemGcn(Skeleton.H36M_17, true, true));
    all.put("semgcn-local", new SemGcn(Skeleton.H36M_17, false, false));
    all.put("repnet", new RepNet());
    return Collections.unmodifiableMap(all);
  }

  /**
   * The backbone of this name.
   *
   * @throws BadInput if there is none
   */
  static Backbone named(String name) {
    Backbone backbone = ALL.get(name);
    if (backbone == null) {
      throw new BadInput("backbone '%s': expected one of %s".formatted(name, ALL.keySet()));
    }
    return backbone;
  }
}
