package dev.fleetgate.spec;

import dev.fleetgate.model.Rule;

/// Rules of documents, over and above those of single fields.
public enum SpecRule implements Rule {
  /// A file without any document.
  NO_DOCUMENT,
  /// An `apiVersion` that is not ours.
  UNKNOWN_API_VERSION,
  /// A `kind` that we do not know.
  UNKNOWN_KIND,
  /// An AnalysisTemplate or ClusterAnalysisTemplate.
  ARGO_TEMPLATE,
  /// A field that the design knows and this version does not.
  NOT_SUPPORTED_YET,
  NOT_A_NAME,
  NOT_POSITIVE,
  SELECTOR_VALUES,
  NOT_A_LABEL,

  NO_CLUSTERS,
  NO_CONTEXTS,
  PROMETHEUS_URL_MISSING,
  NOT_A_URL,
  URL_PLACEHOLDER,
  URL_WITH_CREDENTIALS,
  URL_WITH_API_PATH,
  ALERTMANAGER_BINDING,

  REQUIREMENT_NOT_ONE,
  NOT_A_MATCHER,

  /// A file of a rule pack with several objects, or none.
  NOT_ONE_OBJECT,
  /// Two gates of one name in the files given.
  DUPLICATE_GATE,
  /// A rollout names a gate that nobody wrote.
  UNKNOWN_GATE,
  /// A fleet names a rule pack that nobody wrote.
  UNKNOWN_RULE_PACK
}
