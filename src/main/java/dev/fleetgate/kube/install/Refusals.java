package dev.fleetgate.kube.install;

import dev.fleetgate.kube.ApiFailure;
import dev.fleetgate.model.ClusterId;

/// What an API server's refusal means for an operator: `cluster C: object: call refused: found
/// (expected: rule; remedy)`.
final class Refusals {
  private static final String ROLE = "apply observer/access/clusterrole.yaml";

  private Refusals() {}

  /// @param object kind, namespace and name
  /// @param verb as RBAC calls it
  /// @param resource plural with group, as RBAC calls it
  record Call(String object, String verb, String resource) {}

  static String sentence(ClusterId cluster, Call call, ApiFailure failure) {
    return "cluster "
        + cluster
        + ": "
        + call.object()
        + ": "
        + call.verb()
        + " refused: "
        + failure.found()
        + " (expected: "
        + expected(call, failure)
        + ")";
  }

  private static String expected(Call call, ApiFailure failure) {
    return switch (failure.kind()) {
      case FORBIDDEN -> "verb \"" + call.verb() + "\" on " + call.resource() + "; " + ROLE;
      case INVALID -> "an object that the API server takes; correct the pack";
      case NOT_FOUND -> "its namespace and kind to be there; install prometheus-operator";
      case CONFLICT -> "an object that stands still; try again";
      case NO_ANSWER -> "an answer; see that the API server runs and that its address is right";
      case SERVER_ERROR -> "an answer; see the API server and its admission webhooks";
      case TOO_MANY_REQUESTS -> "an API server with time for us; try again later";
      case REFUSED -> "a call that the API server takes; read its words";
    };
  }
}
