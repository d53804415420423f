package dev.fleetgate.spec;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The kinds of document that people write.
public enum DocumentKind {
  FLEET("Fleet"),
  RULE_PACK("RulePack"),
  GATE("Gate"),
  FLEET_ROLLOUT("FleetRollout");

  /// Group and version of every document.
  public static final String API_VERSION = "fleetgate.dev/v1alpha1";

  private final String written;

  DocumentKind(String written) {
    this.written = written;
  }

  /// The word in YAML.
  public String written() {
    return written;
  }

  static Map<String, DocumentKind> byWord() {
    Map<String, DocumentKind> kinds = new LinkedHashMap<>();
    for (DocumentKind kind : values()) {
      kinds.put(kind.written, kind);
    }
    return Collections.unmodifiableMap(kinds);
  }

  static List<String> words() {
    return Arrays.stream(values()).map(DocumentKind::written).toList();
  }
}
